//! One writer at a time.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::StoreError;

/// The right to write a folder; given back when dropped.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
}

impl Lock {
    /// Takes the lock, or says who holds it. A lock whose process is gone is taken over.
    pub(super) fn take(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join("lock");
        for _ in 0..2 {
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(mut file) => {
                    file.write_all(std::process::id().to_string().as_bytes()).map_err(StoreError::io(&path))?;
                    return Ok(Self { path });
                }
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {
                    let holder = fs::read_to_string(&path).unwrap_or_default();
                    if !is_gone(&holder) {
                        return Err(StoreError::Locked { path: dir.display().to_string(), holder });
                    }
                    fs::remove_file(&path).map_err(StoreError::io(&path))?;
                }
                Err(e) => return Err(StoreError::io(&path)(e)),
            }
        }
        Err(StoreError::Locked { path: dir.display().to_string(), holder: "unknown".to_owned() })
    }
}

/// Whether a process has surely ended; only Linux tells without asking another program.
fn is_gone(holder: &str) -> bool {
    let proc = Path::new("/proc");
    let Ok(number) = holder.trim().parse::<u32>() else { return false };
    proc.join("self").exists() && !proc.join(number.to_string()).exists()
}

impl Drop for Lock {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.path));
    }
}
