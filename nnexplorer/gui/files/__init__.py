"""Files: opened, saved, dropped, remembered, recovered after a crash."""
