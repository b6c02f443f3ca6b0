"""The files of the definitions that ship, of all versions: what the events in a bundle refer to."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def definitiebestanden() -> dict[str, bytes]:
    """Give the definitions that ship, of all versions, by their path; the events name them by id and version."""
    gevonden: dict[str, bytes] = {}

    def loop(map_: Traversable, vooraf: str) -> None:
        for deel in map_.iterdir():
            if deel.is_dir():
                loop(deel, f"{vooraf}{deel.name}/")
            elif deel.name.endswith(".toml"):
                gevonden[f"{vooraf}{deel.name}"] = deel.read_bytes()

    loop(files("infra") / "definities", "")
    return gevonden
