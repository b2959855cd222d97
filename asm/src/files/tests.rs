use super::*;
use pretty_assertions::assert_eq;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

fn folder() -> (TempDir, impl Fn(&str) -> PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path().to_owned();
    (folder, move |name: &str| at.join(name))
}

fn entries(folder: &TempDir) -> Vec<String> {
    let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// The message after the path.
fn reason(error: FileError) -> String {
    error.to_string().rsplit("`: ").next().unwrap_or_default().to_owned()
}

#[test]
fn what_is_written_is_read() {
    let (folder, at) = folder();
    for bytes in [b"".as_slice(), b"one", &[0xFF; 100_000]] {
        write(&at("a"), bytes).unwrap();
        assert_eq!(read(&at("a")).unwrap(), bytes);
    }
    assert_eq!(entries(&folder), ["a"]);
}

#[test]
fn large_files_are_read_in_several_places_at_once() {
    let (_folder, path) = folder();
    let bytes: Vec<u8> = (0..40 << 17).flat_map(u64::to_le_bytes).collect();
    write(&path("large"), &bytes).unwrap();
    assert!(read(&path("large")).unwrap() == bytes);
    let parts = [&bytes[..3], &bytes[3..1 << 20], &[], &bytes[1 << 20..]];
    write_parts(&path("again"), &mut parts.into_iter()).unwrap();
    assert!(read(&path("again")).unwrap() == bytes);
}

#[test]
fn reading_has_reasons_to_fail() {
    let (folder, at) = folder();
    assert_eq!(reason(read(&at("none")).unwrap_err()), "there is no such file");
    assert_eq!(reason(read(folder.path()).unwrap_err()), "it is a folder");
    fs::write(at("a"), "12345").unwrap();
    assert_eq!(read_up_to(&at("a"), 5).unwrap(), b"12345");
    let error = read_up_to(&at("a"), 4).unwrap_err();
    assert!(matches!(error, FileError::TooLarge { limit: 4, .. }), "{error}");
    let code = read(&at("a").join("b")).unwrap_err().diagnostic();
    assert_eq!(code.code.number(), "LZ0901");
}

#[test]
fn writing_has_reasons_to_fail() {
    let (folder, at) = folder();
    let error = write(&at("none/a"), b"x").unwrap_err();
    assert!(error.to_string().starts_with("cannot write `"), "{error}");
    assert_eq!(reason(error), "there is no such folder");
    assert_eq!(reason(write(folder.path(), b"x").unwrap_err()), "it is a folder");
    assert_eq!(entries(&folder), Vec::<String>::new());
}

#[test]
fn an_output_is_not_an_input() {
    let (_folder, at) = folder();
    fs::write(at("a"), "x").unwrap();
    fs::write(at("b"), "x").unwrap();
    let error = Claims::reading([at("b"), at("a")]).write(&at("a")).unwrap_err();
    assert_eq!(error.to_string(), format!("`{}` is both input and output", at("a").display()));
}

#[cfg(unix)]
mod unix {
    use super::*;
    use pretty_assertions::assert_eq;
    use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
    use std::process::Command;
    use std::thread;
    use std::time::{Duration, Instant};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Whether the system lets the user of these tests do everything.
    fn is_root(folder: &TempDir) -> bool {
        fs::metadata(folder.path()).unwrap().uid() == 0
    }

    #[test]
    fn a_new_file_has_the_mode_that_the_mask_gives() {
        let (_folder, at) = folder();
        fs::write(at("plain"), "").unwrap();
        write(&at("ours"), b"x").unwrap();
        assert_eq!(mode(&at("ours")), mode(&at("plain")));
    }

    #[test]
    fn an_old_file_keeps_its_mode() {
        let (_folder, at) = folder();
        for wanted in [0o600, 0o640, 0o755, 0o666] {
            fs::write(at("a"), "old").unwrap();
            set_mode(&at("a"), wanted);
            write(&at("a"), b"new").unwrap();
            assert_eq!((mode(&at("a")), fs::read(at("a")).unwrap()), (wanted, b"new".to_vec()));
        }
    }

    #[test]
    fn links_are_kept_and_their_targets_are_written() {
        let (folder, at) = folder();
        fs::create_dir(at("dir")).unwrap();
        fs::write(at("dir/old"), "old").unwrap();
        symlink("dir/old", at("link")).unwrap();
        symlink("link", at("far")).unwrap();
        symlink("dir/new", at("dangling")).unwrap();
        write(&at("far"), b"1").unwrap();
        write(&at("dangling"), b"2").unwrap();
        assert_eq!(fs::read(at("dir/old")).unwrap(), b"1");
        assert_eq!(fs::read(at("dir/new")).unwrap(), b"2");
        for name in ["link", "far", "dangling"] {
            assert!(fs::symlink_metadata(at(name)).unwrap().is_symlink(), "{name}");
        }
        assert_eq!(entries(&folder), ["dangling", "dir", "far", "link"]);
        symlink("loop", at("loop")).unwrap();
        assert!(write(&at("loop"), b"3").is_err());
    }

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let (folder, at) = folder();
        fs::create_dir(at("closed")).unwrap();
        fs::write(at("closed/a"), "old").unwrap();
        set_mode(&at("closed"), 0o555);
        if !is_root(&folder) {
            assert_eq!(reason(write(&at("closed/a"), b"new").unwrap_err()), "permission denied");
            assert_eq!(fs::read(at("closed/a")).unwrap(), b"old");
        }
        set_mode(&at("closed"), 0o755);
        set_mode(&at("closed/a"), 0o444);
        if !is_root(&folder) {
            assert_eq!(reason(write(&at("closed/a"), b"new").unwrap_err()), "permission denied");
            assert_eq!(fs::read(at("closed/a")).unwrap(), b"old");
        }
        assert_eq!(fs::read_dir(at("closed")).unwrap().count(), 1);
    }

    #[test]
    fn a_reader_sees_the_old_file_or_the_new_one() {
        let (_folder, at) = folder();
        let (old, new) = (vec![1u8; 200_000], vec![2u8; 300_000]);
        write(&at("a"), &old).unwrap();
        let end = Instant::now() + Duration::from_millis(300);
        thread::scope(|scope| {
            scope.spawn(|| {
                while Instant::now() < end {
                    write(&at("a"), &new).unwrap();
                    write(&at("a"), &old).unwrap();
                }
            });
            while Instant::now() < end {
                let seen = fs::read(at("a")).unwrap();
                assert!(seen == old || seen == new, "{} bytes", seen.len());
            }
        });
    }

    #[test]
    fn devices_are_written_to_directly() {
        let full = Path::new("/dev/full");
        if full.exists() {
            assert_eq!(reason(write(full, b"x").unwrap_err()), "there is no room on the disk");
            assert!(fs::metadata(full).unwrap().file_type().is_char_device());
        }
        write(Path::new("/dev/null"), b"x").unwrap();
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        assert!(!is_terminal(Path::new("/dev/null")));
        let error = read_up_to(Path::new("/dev/zero"), 1000).unwrap_err();
        assert!(matches!(error, FileError::TooLarge { .. }), "{error}");
    }

    #[test]
    fn pipes_are_written_to_directly() {
        let (_folder, at) = folder();
        if !Command::new("mkfifo").arg(at("pipe")).status().is_ok_and(|status| status.success()) {
            return;
        }
        assert!(!is_terminal(&at("pipe")));
        let reader = thread::spawn({
            let pipe = at("pipe");
            move || fs::read(pipe).unwrap()
        });
        write(&at("pipe"), b"through").unwrap();
        assert_eq!(reader.join().unwrap(), b"through");
        assert!(fs::metadata(at("pipe")).unwrap().file_type().is_fifo());
    }

    #[test]
    fn a_closed_reader_is_recognised() {
        use std::io::Write;
        let (reader, mut writer) = std::io::pipe().unwrap();
        drop(reader);
        let gone = writer.write_all(b"x").unwrap_err();
        assert!(FileError::write(Path::new("-"), gone).is_broken_pipe());
        assert!(!FileError::write(Path::new("-"), Cause::Full).is_broken_pipe());
    }

    #[test]
    fn open_files_are_added_to() {
        use std::os::fd::AsRawFd;
        let (folder, at) = folder();
        fs::write(at("a"), "before ").unwrap();
        let open = fs::File::open(at("a")).unwrap();
        let path = PathBuf::from(format!("/proc/self/fd/{}", open.as_raw_fd()));
        if path.exists() {
            write(&path, b"after").unwrap();
            assert_eq!(fs::read(at("a")).unwrap(), b"before after");
            assert_eq!(entries(&folder), ["a"]);
        }
    }
}
