"""What the program prints, and how facts are shown."""
import os
import subprocess


def printed(*arguments, folder=None):
    return subprocess.run([os.environ["AMPSLINT"], *arguments], cwd=folder, stdout=subprocess.PIPE, text=True, check=False).stdout


def facts(rows):
    return '<dl class="facts">\n' + "".join(f"<div><dt>{name}</dt><dd>{text}</dd></div>\n" for name, text in rows) + "</dl>\n"
