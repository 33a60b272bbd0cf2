"""What a type asks of the records that name its own: ``needs``, ``progress`` and ``expects``."""
