"""What a file for programs says, declared once: its schema, its rows and its tables follow."""
