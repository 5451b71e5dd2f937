"""What a received file may cost. Every bound stands here, so that it can be read and argued in one place."""

MEGABYTE = 1024 * 1024

MAX_FILE_BYTES = 10 * MEGABYTE
MAX_MEMBERS = 2_000
MAX_UNPACKED_BYTES = 200 * MEGABYTE
MAX_RATIO = 100
RATIO_GRACE_BYTES = 100 * 1024  # une petite partie très répétitive est courante et ne coûte rien
MAX_CELLS = 500_000
MAX_NAMES = 500
MAX_TEXT = 32_767  # la limite d’Excel pour une case

MEMORY_BYTES = 512 * MEGABYTE
CPU_SECONDS = 20
WALL_SECONDS = 30
