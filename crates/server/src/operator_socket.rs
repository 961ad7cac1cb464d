//! The socket of the node's operators: a Unix socket whose other end the kernel names.
//!
//! A user who may open the data folder could change everything in it, so root and the process's own user, or the folder's owner
//! where root runs the process, are let in without a signature; the record of each call has the user's name. What they may ask is
//! decided like any other call.

use std::fs::{File, OpenOptions, Permissions};
use std::io;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::{
    FileTypeExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _, chown,
};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use tokio::net::{UnixListener, UnixStream};
use wharf_node::OsUser;

/// A socket that listens; its file goes with it.
#[derive(Debug)]
pub struct OperatorSocket {
    listener: UnixListener,
    path: PathBuf,
    /// Who is let in besides root: the owner of the folder, and the user of this process.
    users: [u32; 2],
    /// What the path holds by: it may lead through this file.
    _folder: File,
}

impl OperatorSocket {
    /// Listens in a folder that this process has locked and open; a socket that a process left behind is replaced.
    ///
    /// # Errors
    /// The socket cannot be made, or its path is longer than the system takes.
    pub fn bind(path: &Path, folder: File) -> io::Result<OperatorSocket> {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // Nothing can connect between the two: no one accepts yet, and what waits is judged by its user.
        let listener = UnixListener::bind(path)?;
        let users = give_to(path, folder.metadata()?.uid())?;
        Ok(OperatorSocket {
            users,
            listener,
            path: path.to_owned(),
            _folder: folder,
        })
    }

    /// The next operator's connection; never returns where there is no socket.
    pub(crate) async fn accept_if_any(socket: Option<&OperatorSocket>) -> (UnixStream, OsUser) {
        match socket {
            Some(socket) => socket.accept().await,
            None => std::future::pending().await,
        }
    }

    async fn accept(&self) -> (UnixStream, OsUser) {
        loop {
            let accepted = self.listener.accept().await;
            let opened = accepted.and_then(|(stream, _)| Ok((stream.peer_cred()?.uid(), stream)));
            match opened {
                Ok((uid, stream)) if uid == 0 || self.users.contains(&uid) => {
                    return (stream, os_user(uid));
                }
                Ok((uid, _)) => tracing::warn!(
                    uid,
                    "a user that does not own the node called its operators' socket"
                ),
                Err(error) => {
                    tracing::warn!(%error, "cannot accept an operator's connection");
                    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                }
            }
        }
    }
}

/// Opens a socket to its owner only, who is then the owner of the folder where this process may say so; both users.
fn give_to(path: &Path, owner: u32) -> io::Result<[u32; 2]> {
    // What was opened stays the socket, even if the owner of the folder puts something else in its place.
    let socket = OpenOptions::new()
        .read(true)
        .custom_flags((OFlags::PATH | OFlags::NOFOLLOW).bits().cast_signed())
        .open(path)?;
    let made = socket.metadata()?;
    if !made.file_type().is_socket() || made.nlink() != 1 {
        return Err(io::Error::other("something else took the place of the socket"));
    }
    let itself = format!("/proc/self/fd/{}", socket.as_raw_fd());
    std::fs::set_permissions(&itself, Permissions::from_mode(0o600))?;
    if made.uid() == 0
        && owner != 0
        && let Err(error) = chown(&itself, Some(owner), None)
    {
        tracing::warn!(owner, %error, "the operators' socket stays root's: the owner of the folder is not let in");
    }
    Ok([owner, made.uid()])
}

impl Drop for OperatorSocket {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}

/// A user of this machine, named as its own list has it.
pub fn os_user(uid: u32) -> OsUser {
    let list = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = name_in(&list, uid).map_or_else(|| uid.to_string(), str::to_owned);
    OsUser { uid, name }
}

fn name_in(list: &str, uid: u32) -> Option<&str> {
    list.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, number) = (fields.next()?, fields.nth(1)?);
        (number.parse() == Ok(uid)).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_found_by_number() {
        let list =
            "root:x:0:0:root:/root:/bin/bash\nbroken\nwharf:x:998:998::/var/lib/wharf:/usr/sbin/nologin\n";
        assert_eq!(name_in(list, 998), Some("wharf"));
        assert_eq!(name_in(list, 0), Some("root"));
        assert_eq!(name_in(list, 1), None);
    }
}
