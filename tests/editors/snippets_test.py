"""What users paste for editors that no test runs: it can be read, and says what those editors read.

Usage: snippets_test.py AMPSLINT PROJECT
"""
import json
import pathlib
import re
import sys
import tomllib
import unittest

PROJECT = pathlib.Path(sys.argv.pop(2)).resolve()
EDITORS = PROJECT / "editors"
COMMAND = ["ampslint", "lsp"]


def read_json(name):
    return json.loads((EDITORS / name).read_text())


class Snippets(unittest.TestCase):
    def test_helix(self):
        settings = tomllib.loads((EDITORS / "helix/languages.toml").read_text())
        server = settings["language-server"]["ampslint"]
        self.assertEqual([server["command"], *server["args"]], COMMAND)
        self.assertLessEqual({"xml", "toml"}, {language["name"] for language in settings["language"]})
        for language in settings["language"]:
            self.assertEqual(set(language), {"name", "language-servers"})
            self.assertEqual(language["language-servers"][-1], "ampslint")

    def test_kate(self):
        for server in read_json("kate/settings.json")["servers"].values():
            self.assertEqual(server["command"], COMMAND)
            self.assertEqual([mode for mode in ("XML", "TOML", "Normal", "Python") if re.search(server["highlightingModeRegex"], mode)],
                             ["XML", "TOML", "Normal"])

    def test_sublime(self):
        for client in read_json("sublime/LSP.sublime-settings")["clients"].values():
            self.assertEqual((client["enabled"], client["command"]), (True, COMMAND))
            self.assertTrue(all(re.fullmatch(r"[a-z+.]+", scope) for scope in client["selector"].split(" | ")))

    def test_jetbrains(self):
        """Of what LSP4IJ reads of a template; it needs a language's id in each mapping."""
        template = read_json("jetbrains/template.json")
        self.assertEqual(set(template), {"id", "name", "programArgs", "languageMappings", "fileTypeMappings"})
        self.assertEqual(template["programArgs"]["default"], " ".join(COMMAND))
        for mapping in template["languageMappings"]:
            self.assertEqual(set(mapping), {"language", "languageId"})
        kinds = set()
        for mapping in template["fileTypeMappings"]:
            self.assertEqual(set(mapping), {"fileType", "languageId"})
            kinds |= set(mapping["fileType"])
            for pattern in mapping["fileType"].get("patterns", []):
                self.assertRegex(pattern, r"\A(\*?\.[a-z0-9.]+|[a-z.]+)\Z")
        self.assertEqual(kinds, {"name", "patterns"})

    def test_each_has_a_page(self):
        page = (PROJECT / "docs/editors.md").read_text()
        for editor in EDITORS.iterdir():
            self.assertIn(f"../editors/{editor.name}/README.md", page)
            text = (editor / "README.md").read_text()
            for file in editor.iterdir():
                if file.name != "README.md" and editor.name != "vscode":
                    self.assertIn(f"]({file.name})", text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
