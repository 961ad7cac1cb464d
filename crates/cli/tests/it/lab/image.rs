//! Images to push: files in layers, packed by our own code so that a seed gives the same bytes on every machine.

use serde_json::{Value, json};
use wharf_oci::digest::{Algorithm, Digest};
use wharf_oci::media_type::{
    DOCKER_CONFIG, DOCKER_LAYER_GZIP, DOCKER_MANIFEST, OCI_CONFIG, OCI_LAYER_GZIP, OCI_MANIFEST,
};

/// An image with all its bytes.
#[derive(Clone, Debug)]
pub(crate) struct Image {
    pub(crate) config: Vec<u8>,
    pub(crate) layers: Vec<Vec<u8>>,
    pub(crate) manifest: Vec<u8>,
    pub(crate) media_type: String,
    pub(crate) architecture: String,
}

/// The digest of bytes, as text.
pub(crate) fn digest(bytes: &[u8]) -> String {
    Digest::of(Algorithm::Sha256, bytes).to_string()
}

/// Bytes that no compression makes smaller (xorshift64*).
pub(crate) fn incompressible(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        bytes.extend_from_slice(&state.wrapping_mul(0x2545_f491_4f6c_dd1d).to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}

impl Image {
    /// An image with a layer for each file: its path and content. Executable, root's.
    pub(crate) fn new(files: &[(&str, &[u8])]) -> Image {
        Image::for_architecture("amd64", files)
    }

    /// The same for another architecture.
    pub(crate) fn for_architecture(architecture: &str, files: &[(&str, &[u8])]) -> Image {
        let tars: Vec<Vec<u8>> = files.iter().map(|(path, content)| tar(path, content)).collect();
        let config = json!({
            "architecture": architecture,
            "os": "linux",
            "config": { "Cmd": [format!("/{}", files[0].0)], "Env": ["PATH=/bin"] },
            "rootfs": { "type": "layers", "diff_ids": tars.iter().map(|tar| digest(tar)).collect::<Vec<_>>() },
            "history": files.iter().map(|(path, _)| json!({ "created_by": path })).collect::<Vec<_>>(),
        });
        let layers = tars.iter().map(|tar| gzip(tar)).collect();
        Image::assemble(architecture, config.to_string().into_bytes(), layers, json!({}))
    }

    /// The same with an annotation of so many characters that no compression makes much smaller: its manifest is larger than that.
    pub(crate) fn with_note(mut self, seed: u64, length: usize) -> Image {
        let mut manifest: Value = serde_json::from_slice(&self.manifest).unwrap();
        let bytes = incompressible(seed, length / 2);
        let note: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        manifest["annotations"] = json!({ "note": note });
        self.manifest = manifest.to_string().into_bytes();
        self
    }

    /// The same image in Docker's own media types (Image Manifest Version 2, Schema 2).
    pub(crate) fn docker(mut self) -> Image {
        let text = String::from_utf8(self.manifest).unwrap();
        let types = [
            (OCI_MANIFEST, DOCKER_MANIFEST),
            (OCI_CONFIG, DOCKER_CONFIG),
            (OCI_LAYER_GZIP, DOCKER_LAYER_GZIP),
        ];
        let text = types
            .iter()
            .fold(text, |text, (oci, docker)| text.replace(oci, docker));
        self.manifest = text.into_bytes();
        self.media_type = DOCKER_MANIFEST.to_owned();
        self
    }

    /// An artifact about another manifest.
    pub(crate) fn artifact(artifact_type: &str, statement: &[u8], subject: &Image) -> Image {
        let more = json!({ "artifactType": artifact_type, "subject": subject.descriptor() });
        Image::assemble("unknown", b"{}".to_vec(), vec![gzip(statement)], more)
    }

    fn assemble(architecture: &str, config: Vec<u8>, layers: Vec<Vec<u8>>, more: Value) -> Image {
        let config_type = match more.get("subject") {
            Some(_) => "application/vnd.oci.empty.v1+json",
            None => OCI_CONFIG,
        };
        let mut manifest = json!({
            "schemaVersion": 2,
            "mediaType": OCI_MANIFEST,
            "config": descriptor(config_type, &config),
            "layers": layers.iter().map(|layer| descriptor(OCI_LAYER_GZIP, layer)).collect::<Vec<_>>(),
        });
        for (name, value) in more.as_object().into_iter().flatten() {
            manifest[name] = value.clone();
        }
        Image {
            config,
            layers,
            manifest: manifest.to_string().into_bytes(),
            media_type: OCI_MANIFEST.to_owned(),
            architecture: architecture.to_owned(),
        }
    }

    /// Its digest.
    pub(crate) fn digest(&self) -> String {
        digest(&self.manifest)
    }

    /// How another manifest names it.
    pub(crate) fn descriptor(&self) -> Value {
        descriptor(&self.media_type, &self.manifest)
    }

    /// Everything that the manifest names.
    pub(crate) fn blobs(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.layers.iter().chain([&self.config])
    }
}

/// The descriptor of bytes.
pub(crate) fn descriptor(media_type: &str, bytes: &[u8]) -> Value {
    json!({ "mediaType": media_type, "digest": digest(bytes), "size": bytes.len() })
}

/// A tar archive (POSIX ustar) of one file and its folders.
fn tar(path: &str, content: &[u8]) -> Vec<u8> {
    let mut archive = Vec::with_capacity(content.len() + 4096);
    for (at, _) in path.match_indices('/') {
        archive.extend(header(&path[..=at], 0, b'5'));
    }
    archive.extend(header(path, content.len(), b'0'));
    archive.extend_from_slice(content);
    archive.resize(archive.len().next_multiple_of(512) + 1024, 0);
    archive
}

fn header(path: &str, size: usize, kind: u8) -> [u8; 512] {
    let mut header = [0; 512];
    let mut put = |at: usize, text: &str| header[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, path);
    put(100, "0000755\0");
    put(108, "0000000\0");
    put(116, "0000000\0");
    put(124, &format!("{size:011o}\0"));
    put(136, "00000000000\0");
    put(148, "        ");
    put(257, "ustar\x0000");
    header[156] = kind;
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    header
}

/// A gzip member (RFC 1952) of stored blocks: clients see a compressed layer, and no test waits for a compressor.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut member = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    let mut chunks = bytes.chunks(0xffff).peekable();
    while let Some(chunk) = chunks.next() {
        let length = u16::try_from(chunk.len()).unwrap();
        member.push(u8::from(chunks.peek().is_none()));
        member.extend_from_slice(&length.to_le_bytes());
        member.extend_from_slice(&(!length).to_le_bytes());
        member.extend_from_slice(chunk);
    }
    member.extend_from_slice(&crc32(bytes).to_le_bytes());
    member.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    member
}

fn crc32(bytes: &[u8]) -> u32 {
    let table: [u32; 256] = std::array::from_fn(|index| {
        (0..8).fold(index as u32, |crc, _| {
            if crc & 1 == 1 {
                0xedb8_8320 ^ (crc >> 1)
            } else {
                crc >> 1
            }
        })
    });
    !bytes.iter().fold(!0, |crc, byte| {
        table[((crc ^ u32::from(*byte)) & 0xff) as usize] ^ (crc >> 8)
    })
}
