"""Why a change is minor or clinical: its words, the settings, and what they say of a value."""
