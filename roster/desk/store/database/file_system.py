"""Finds out whether a file lies on a network drive, where an SQLite database in use would be damaged one day."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")

# Types of file systems that other machines may write to as well, as Linux names them.
_NETWORK_TYPES = (
    "afs afpfs beegfs ceph cifs coda gfs2 glusterfs gpfs lustre ncpfs nfs nfs3 nfs4 ocfs2 orangefs pvfs2 smb smb2 smb3"
    " smbfs webdav"
)
# The same where only FUSE has them, as in `fuse.sshfs`.
_FUSE_TYPES = "cephfs curlftpfs davfs davfs2 gcsfuse gvfsd-fuse juicefs onedrive rclone s3fs smbnetfs sshfs vmhgfs-fuse"
# 9p and virtiofs are on no list: they are a container's own disk, or a folder that another system shares.
_LOCAL_TYPES = (
    "apfs bcachefs btrfs exfat ext2 ext3 ext4 f2fs fuseblk fuse-overlayfs hfs jfs msdos ntfs ntfs3 overlay ramfs"
    " reiserfs tmpfs ufs vfat xfs zfs"
)
_NETWORK, _LOCAL = frozenset(_NETWORK_TYPES.split()), frozenset(_LOCAL_TYPES.split())
_NETWORK_FUSE = _NETWORK | frozenset(_FUSE_TYPES.split())
_WINDOWS_REMOTE, _WINDOWS_LOCAL = 4, (2, 3, 6)  # DRIVE_REMOTE; DRIVE_REMOVABLE, DRIVE_FIXED, DRIVE_RAMDISK


class Drive(StrEnum):
    """Where a file lies."""

    LOCAL = "local"
    NETWORK = "network"
    UNKNOWN = "unknown"


def drive_of(file: Path) -> tuple[Drive, str]:
    """Where a file lies or would lie, and the type of the file system in words.

    Args:
        file: it need not exist.
    """
    if sys.platform == "win32":
        return _windows_drive(file)
    if sys.platform == "linux":
        return drive_of_type(type_in_mounts(file, MOUNTS))
    return Drive.UNKNOWN, f"a file system that {sys.platform} does not tell"


def drive_of_type(kind: str | None) -> tuple[Drive, str]:
    """What the type of a file system means, as the list of mounts names it."""
    if kind is None:
        return Drive.UNKNOWN, "a file system that the system does not tell"
    behind = kind.removeprefix("fuse.")
    if kind in _NETWORK or (behind != kind and behind in _NETWORK_FUSE):
        return Drive.NETWORK, kind
    return (Drive.LOCAL if behind in _LOCAL else Drive.UNKNOWN), kind


def type_in_mounts(file: Path, mounts: Path) -> str | None:
    """The type of the file system of a file, from a list of mounts as Linux keeps it; None where it cannot be found.

    Args:
        file: it need not exist; links in its path are followed.
        mounts: the list, a line each: device, mount point, type, options.
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    place = Path(os.path.realpath(file))
    best: tuple[int, str] | None = None
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = Path(_unescaped(parts[1]))
        # A later line of the same place hides an earlier one.
        if place.is_relative_to(point) and (best is None or len(point.parts) >= best[0]):
            best = (len(point.parts), parts[2])
    return None if best is None else best[1]


def _unescaped(point: str) -> str:
    r"""A mount point as the list writes it: a space is `\040`."""
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, letter)
    return point


def _windows_drive(file: Path) -> tuple[Drive, str]:
    place = os.path.realpath(file)
    if is_unc(place):
        return Drive.NETWORK, "a network share"
    import ctypes

    root = Path(place).anchor
    kind = ctypes.windll.kernel32.GetDriveTypeW(root)  # type: ignore[attr-defined, unused-ignore]
    if kind == _WINDOWS_REMOTE:
        return Drive.NETWORK, f"the mapped network drive {root}"
    return (Drive.LOCAL, "a drive") if kind in _WINDOWS_LOCAL else (Drive.UNKNOWN, f"a drive of the type {kind}")


def is_unc(place: str) -> bool:
    r"""Whether a path of Windows names a share: `\\server\share`, also as `\\?\UNC\server\share`."""
    plain = place.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    return plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\"))
