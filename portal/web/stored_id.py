"""Numbers in addresses: those that a database can hold. Any other is an address that is not found."""

from werkzeug.routing import IntegerConverter, Map

LARGEST = 2**63 - 1


class StoredId(IntegerConverter):
    def __init__(self, map: Map) -> None:
        super().__init__(map, min=1, max=LARGEST)
