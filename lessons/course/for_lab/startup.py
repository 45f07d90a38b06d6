# Every kernel of “lessons lab” runs this before the first cell (PYTHONSTARTUP); it leaves no name behind.
try:
    from lessons.plain_errors import speak_plainly
except ImportError:  # a kernel without the package
    pass
else:
    speak_plainly()
    del speak_plainly
