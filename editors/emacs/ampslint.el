;;; ampslint.el --- ampslint with eglot or lsp-mode -*- lexical-binding: t -*-

;; eglot runs one server per buffer: configurations and ampslint.toml are ampslint's. What it finds in other files of the project is in the list of
;; M-x flymake-show-project-diagnostics.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((nxml-mode conf-toml-mode toml-ts-mode) . ("ampslint" "lsp"))))

;; lsp-mode runs it beside other servers, in any file below an ampslint.toml, and in configurations anywhere.
(defun ampslint-wanted-p (file _mode)
  "Whether FILE is below an ampslint.toml, or the buffer is a configuration."
  (or (locate-dominating-file file "ampslint.toml")
      (save-excursion
        (save-restriction
          (widen)
          (goto-char (point-min))
          (re-search-forward "<AMPSConfig[[:space:]/>]" 10000 t)))))

(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(conf-toml-mode . "toml"))
  (add-to-list 'lsp-language-id-configuration '(text-mode . "plaintext"))
  (lsp-register-client
   (make-lsp-client :server-id 'ampslint
                    :new-connection (lsp-stdio-connection '("ampslint" "lsp"))
                    :activation-fn #'ampslint-wanted-p
                    ;; It counts characters; before version 9 it does not say so.
                    :custom-capabilities '((general . ((positionEncodings . ["utf-32" "utf-16"]))))
                    :add-on? t)))

(provide 'ampslint)
;;; ampslint.el ends here
