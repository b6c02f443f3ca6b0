"""Every page one can go to, read off the routes themselves: a page that is new is among them."""

from collections.abc import Iterator

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, APIRouter

from api.web.alle import FAMILIES


def paginas() -> Iterator[tuple[str, list[str]]]:
    """The address of each, with what may stand behind the question mark."""
    for familie in FAMILIES:
        for route in _routes(familie.router):
            if "GET" in (route.methods or ()):
                yield route.path, list(dict.fromkeys(_vragen(route.dependant)))


def _routes(router: APIRouter) -> Iterator[APIRoute]:
    for route in router.routes:
        if isinstance(route, APIRoute):
            yield route
        else:
            dieper = getattr(route, "original_router", None)
            assert isinstance(dieper, APIRouter), f"what is {route}?"
            yield from _routes(dieper)


def _vragen(deel: Dependant) -> Iterator[str]:
    yield from (veld.alias for veld in deel.query_params)
    for dieper in deel.dependencies:
        yield from _vragen(dieper)
