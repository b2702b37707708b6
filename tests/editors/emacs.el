;;; What a user of Emacs sees, by editors/emacs/ampslint.el: functions for --funcall, which end with an error where it is something else. -*- lexical-binding: t -*-

(require 'cl-lib)
(require 'flymake)

(defun await (what condition)
  "Wait until CONDITION holds, which WHAT describes."
  (let ((deadline (+ (float-time) 60)) met)
    (while (not (or (setq met (funcall condition)) (> (float-time) deadline)))
      (accept-process-output nil 0.05)
      (sit-for 0.01))
    (unless met (error "%s: %S" what (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))
    (message "%s" what)))

(defun replace-once (before after)
  "Replace the first BEFORE in the buffer with AFTER."
  (goto-char (point-min))
  (search-forward before)
  (replace-match after t t)
  (eglot--signal-textDocument/didChange))  ; what a timer does when Emacs is idle, which it never is here

(defun answer-with (title)
  "Choose what has TITLE in it, wherever a choice is asked for."
  (setq completing-read-function
        (lambda (_prompt collection &rest _)
          (or (cl-find-if (lambda (shown) (string-match-p (regexp-quote title) shown)) (all-completions "" collection))
              (error "Not offered: %s" title)))))

(defun texts ()
  "What flymake shows in the buffer, as one text."
  (mapconcat #'flymake-diagnostic-text (flymake-diagnostics) "\n"))

(defun elsewhere ()
  "What flymake lists of files that are not open, as one text."
  (mapconcat (lambda (file) (mapconcat #'flymake-diagnostic-text (cdr file) "\n")) flymake-list-only-diagnostics "\n"))

(defun begin-eglot (file)
  (find-file file)
  (unless (eglot-current-server) (apply #'eglot--connect (eglot--guess-contact)))
  (flymake-mode 1))

(defun test-eglot ()
  (require 'eglot)
  (setq eglot-sync-connect 60)
  (begin-eglot "amps.xml")
  (await "a finding in a file that is not open" (lambda () (string-match-p "no transport listens" (elsewhere))))
  (replace-once "9007" "9070")
  (await "what is not saved counts there" (lambda () (not (string-match-p "no transport listens on 'db1:9070'" (elsewhere)))))
  (replace-once "9070" "9007")
  (replace-once "<Protocol>" "<Nmae>🚀</Nmae><Protocol>")
  (await "a mistake behind an emoji" (lambda () (string-match-p "Nmae" (texts))))
  (goto-char (flymake-diagnostic-beg (car (flymake-diagnostics))))
  (unless (looking-at "Nmae") (error "Not there: %s" (thing-at-point 'line)))
  (answer-with "Suppress")
  (let ((last-nonmenu-event t)) (call-interactively #'eglot-code-actions))
  (eglot--signal-textDocument/didChange)
  (await "suppressed" (lambda () (string= (texts) "")))
  (goto-char (point-min))
  (search-forward "<InetAdd")
  (unless (string-match-p "Transport/InetAddr"
                          (format "%s" (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
    (error "No hover"))
  (set-buffer-modified-p nil)
  (begin-eglot "../alone.xml")
  (await "a configuration below no workspace file" (lambda () (string-match-p "Nmae" (texts))))
  (eglot-shutdown (eglot-current-server)))

(defun diagnostics-of (file)
  "What lsp-mode knows of FILE, as one text."
  (format "%S" (gethash (lsp--fix-path-casing (expand-file-name file)) (lsp-diagnostics t))))

(defun test-lsp-mode ()
  (require 'lsp-mode)
  (setq lsp-auto-guess-root t lsp-enable-file-watchers nil lsp-session-file (expand-file-name "session" (getenv "HOME"))
        lsp-warn-no-matched-clients nil lsp-enable-suggest-server-download nil)
  (find-file "src/feed.py")
  (lsp)
  (await "findings in a source" (lambda () (string-match-p "uri-option-unknown" (diagnostics-of "feed.py"))))
  (await "and in a file that is not open" (lambda () (string-match-p "connect-unserved" (diagnostics-of "../clients.txt"))))
  (goto-char (point-min))
  (search-forward "tcp_nodely")
  (backward-char 3)
  (answer-with "Change to 'tcp_nodelay'")
  (call-interactively #'lsp-execute-code-action)
  (await "fixed" (lambda () (not (string-match-p "uri-option-unknown" (diagnostics-of "feed.py")))))
  (unless (string= (buffer-string) "CLIENTS = {\"🚀 日本 é\": \"tcp://db1:9007/amps/json?tcp_nodelay=true\"}  # 🚀\n")
    (error "Not the fix: %s" (buffer-string)))
  (set-buffer-modified-p nil))
