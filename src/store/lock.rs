//! One writer at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

use super::StoreError;

/// The right to write a folder; given back when dropped, and by the system when the process ends in any way.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock, or says who holds it.
    ///
    /// The file `lock` stays: deleting it would let a third writer lock another file of that name.
    pub(super) fn take(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join("lock");
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(StoreError::io(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let holder = holder(&mut file);
                return Err(StoreError::Locked { path: dir.display().to_string(), holder });
            }
            Err(TryLockError::Error(e)) => return Err(StoreError::io(&path)(e)),
        }
        let number = std::process::id().to_string();
        file.set_len(0).and_then(|()| file.write_all(number.as_bytes())).map_err(StoreError::io(&path))?;
        Ok(Self { file })
    }
}

/// What the holder wrote about itself; it may be about to write it.
fn holder(file: &mut File) -> String {
    let mut text = String::new();
    drop(file.take(20).read_to_string(&mut text));
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return "of unknown number".to_owned();
    }
    text
}

impl Drop for Lock {
    fn drop(&mut self) {
        drop(self.file.set_len(0));
        drop(self.file.unlock());
    }
}
