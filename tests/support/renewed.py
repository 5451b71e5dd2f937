"""The database that the tests of a process share, made again when their rolled back rows have worn it."""

from sqlalchemy import Engine, QueuePool, text

from tests.support.databases import Server, create

SIZE = text("SELECT pg_database_size(current_database())")
WORN = 8 * 2**20  # bytes
LOOKED_AT = 20  # tests


class Renewed:
    """Over dead rows plans go astray: the demonstration, undone, made the next one eight times as long to load."""

    def __init__(self, server: Server, template: str, engine: Engine) -> None:
        self.server, self.template, self.engine = server, template, engine
        self.tests, self.at_first = 0, self.size()

    def size(self) -> int:
        with self.engine.connect() as connection:
            return connection.scalar(SIZE) or 0

    def after_a_test(self) -> None:
        self.tests += 1
        if self.tests % LOOKED_AT == 0 and not self._is_held() and self.size() > self.at_first + WORN:
            self.engine.dispose()
            create(self.server, self.engine.url.database or "", self.template)

    def _is_held(self) -> bool:
        """By the fixture of a whole file."""
        return isinstance(self.engine.pool, QueuePool) and self.engine.pool.checkedout() > 0
