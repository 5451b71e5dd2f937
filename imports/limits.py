"""What a received file may cost. Every bound stands here, so that it can be read and argued in one place.

Two kinds of bounds. *Counts* refuse what no table of a team looks like, early and with a sentence that says what to do:
they answer in well under two seconds. *Clocks* stop what the counts did not foresee. A clock cannot be two seconds for
every file, since 10,000 rows of 15 columns take more than one to read on a busy machine: it grows with the bytes
received, because each costs its sender as much as it costs us. Processor time is counted rather than wall time, so a
server with many readers refuses nobody's honest file; the wall clock is only there for a child that would sleep.
"""

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 10 * MEGABYTE

# Le zip, avant toute lecture. Un classeur de 10 000 lignes sur 15 colonnes : 12 parties, 8 Mo de XML, rapport de 13.
MAX_MEMBERS = 2_000
MAX_UNPACKED_BYTES = 100 * MEGABYTE
MAX_XML_BYTES = 48 * MEGABYTE  # ce qu’expat parcourt en une seconde environ
MAX_RATIO = 100  # celui d’Apache POI
RATIO_GRACE_BYTES = 100 * 1024  # une petite partie très répétitive est courante et ne coûte rien
MAX_STRUCTURE_ELEMENTS = 50_000  # le classeur, ses relations, ses noms : tout ce qui n’est ni case, ni texte, ni style

# Ce que tiennent les feuilles.
MAX_CELLS = 500_000
MAX_COLUMNS = 1_000
LAST_ROW = 1_048_576  # la limite d’Excel
MAX_ROWS = 300_000  # lignes présentes, même vides : deux microsecondes chacune
MAX_PLACES = 600_000  # cases présentes, même vides et seulement mises en forme : une microseconde chacune
MAX_MERGES = 20_000
MAX_STRINGS = 300_000
MAX_STYLES = 65_490  # la limite d’Excel
MAX_NAMES = 500
MAX_TEXT = 32_767  # la limite d’Excel pour une case
MAX_CHARACTERS = 20_000_000  # un même texte partagé par toutes les cases compte autant de fois

# Le processus enfant.
MEMORY_BYTES = 512 * MEGABYTE
BASE_CPU_SECONDS = 1.5
CPU_SECONDS_PER_MEGABYTE = 4.0
MAX_CPU_SECONDS = 20.0
WALL_PER_CPU = 4.0  # deux enfants, le site et la base se partagent deux cœurs
MAX_OUTPUT_BYTES = 64 * MEGABYTE

# Le fichier rendu annoté : openpyxl charge tout et réécrit tout, ce qui coûte six fois la lecture.
MARKING_PER_READING = 6.0
MAX_MARKED_BYTES = 2 * MAX_FILE_BYTES
MAX_COMMENTS = 2_000  # au-delà, Excel s’essouffle
MAX_LISTED = 20_000

# Le serveur.
MAX_CHILDREN = 2
QUEUE_SECONDS = 15.0


def cpu_seconds(size: int) -> float:
    """The processor time granted to read a file of `size` bytes."""
    return min(MAX_CPU_SECONDS, BASE_CPU_SECONDS + CPU_SECONDS_PER_MEGABYTE * size / MEGABYTE)


def wall_seconds(size: int) -> float:
    return WALL_PER_CPU * cpu_seconds(size)


def marking_cpu_seconds(size: int) -> float:
    return MARKING_PER_READING * cpu_seconds(size)


def marking_wall_seconds(size: int) -> float:
    return WALL_PER_CPU * marking_cpu_seconds(size)
