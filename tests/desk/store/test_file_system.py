"""A network drive is refused; where the system does not tell, that is said."""

from pathlib import Path

import pytest

from roster.desk.store import StoreError, open_store
from roster.desk.store.database import file_system
from roster.desk.store.database.file_system import Drive, drive_of, drive_of_type, is_unc, type_in_mounts

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /home nfs4 rw,vers=4.2 0 0
//server/share /mnt/two\040words cifs rw 0 0
tmpfs /mnt/two\040words/cache tmpfs rw 0 0
me@host:/ /mnt/ssh fuse.sshfs rw 0 0
/dev/sdb1 /mnt/usb fuseblk rw 0 0
/dev/sdc1 /data ext4 rw 0 0
server:/data /data nfs rw 0 0
C:\134 /mnt/c 9p rw 0 0
broken
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mounts"
    path.write_text(MOUNTS.lstrip())
    return path


@pytest.mark.parametrize(
    ("file", "kind", "drive"),
    [
        ("/var/lib/kent.desk", "ext4", Drive.LOCAL),
        ("/home/asha/kent.desk", "nfs4", Drive.NETWORK),
        ("/homes/kent.desk", "ext4", Drive.LOCAL),
        ("/mnt/two words/kent.desk", "cifs", Drive.NETWORK),
        ("/mnt/two words/cache/kent.desk", "tmpfs", Drive.LOCAL),
        ("/mnt/ssh/kent.desk", "fuse.sshfs", Drive.NETWORK),
        ("/mnt/usb/kent.desk", "fuseblk", Drive.LOCAL),
        ("/data/kent.desk", "nfs", Drive.NETWORK),
        ("/mnt/c/kent.desk", "9p", Drive.UNKNOWN),
    ],
)
def test_the_type_of_a_mount_decides(mounts: Path, file: str, kind: str, drive: Drive) -> None:
    assert type_in_mounts(Path(file), mounts) == kind
    assert drive_of_type(kind) == (drive, kind)


def test_a_list_that_cannot_be_read_tells_nothing(tmp_path: Path) -> None:
    assert type_in_mounts(tmp_path, tmp_path / "none") is None
    assert drive_of_type(None)[0] is Drive.UNKNOWN
    assert drive_of_type("fuse.something-new")[0] is Drive.UNKNOWN


@pytest.mark.parametrize("kind", sorted(file_system._NETWORK))
def test_every_network_type_is_refused_also_behind_fuse(kind: str) -> None:
    assert drive_of_type(kind)[0] is drive_of_type(f"fuse.{kind}")[0] is Drive.NETWORK


@pytest.mark.parametrize(
    ("place", "unc"),
    [
        (r"\\server\share\kent.desk", True),
        ("//server/share/kent.desk", True),
        (r"\\?\UNC\server\share\kent.desk", True),
        (r"\\?\C:\kent.desk", False),
        (r"\\.\C:\kent.desk", False),
        (r"C:\Users\asha\kent.desk", False),
    ],
)
def test_a_share_of_windows_is_known_by_its_path(place: str, unc: bool) -> None:
    assert is_unc(place) is unc


def test_a_store_on_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/export {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(file_system, "MOUNTS", mounts)
    url = f"sqlite:///{tmp_path / 'kent.desk'}"
    with pytest.raises(StoreError, match=r"kent.desk: lies on a network drive \(nfs4\)"):
        open_store(url, create=True)
    assert not (tmp_path / "kent.desk").exists()
    mounts.write_text(f"C:\\134 {tmp_path} 9p rw 0 0\n")
    store = open_store(url, create=True)
    assert store.doubt is not None
    assert "lies on 9p, and it is not known whether that is a network drive" in store.doubt
    store.close()
    monkeypatch.undo()
    assert drive_of(tmp_path)[0] is not Drive.NETWORK


def test_a_link_is_followed_to_where_it_leads(mounts: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("/home/asha")
    assert type_in_mounts(link / "kent.desk", mounts) == "nfs4"
