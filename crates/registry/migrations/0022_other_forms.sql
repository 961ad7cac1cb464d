-- The digest of an image's other form (Docker's of an OCI manifest, OCI's of Docker's), once an answer said it: it names the image, too.
ALTER TABLE images ADD COLUMN other_form TEXT;
CREATE INDEX images_by_other_form ON images (account, region, repository, other_form, digest) WHERE other_form IS NOT NULL;
ALTER TABLE deleted_images ADD COLUMN other_form TEXT;
