-- For Neovim 0.11 and newer: ~/.config/nvim/lsp/ampslint.lua, and vim.lsp.enable('ampslint') in init.lua.

local function is_configuration(buffer)
  local head = vim.api.nvim_buf_get_lines(buffer, 0, 100, false)
  return table.concat(head, '\n'):find('<AMPSConfig[%s/>]') ~= nil
end

return {
  cmd = { 'ampslint', 'lsp' },
  -- Below an ampslint.toml any file can hold connection strings; elsewhere, configurations are checked alone.
  root_dir = function(buffer, start)
    local root = vim.fs.root(buffer, 'ampslint.toml')
    if root or is_configuration(buffer) then start(root) end
  end,
}
