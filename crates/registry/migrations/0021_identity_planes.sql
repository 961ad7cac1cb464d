-- Whose accounts own what is in the Region: the identity plane, by the account that was made first in it. None where it is not known.
ALTER TABLE store_identities ADD COLUMN accounts TEXT;
