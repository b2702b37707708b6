-- For Neovim 0.7 to 0.10: in init.lua, or a file of ~/.config/nvim/plugin/.

local clients = {}

local function is_configuration(buffer)
  local head = vim.api.nvim_buf_get_lines(buffer, 0, 100, false)
  return table.concat(head, '\n'):find('<AMPSConfig[%s/>]') ~= nil
end

vim.api.nvim_create_autocmd('FileType', {
  callback = function(event)
    local buffer = tonumber(event.buf or vim.fn.expand('<abuf>'))
    if vim.bo[buffer].buftype ~= '' then return end
    local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':p:h')
    -- Below an ampslint.toml any file can hold connection strings; elsewhere, configurations are checked alone.
    local workspace = vim.fn.findfile('ampslint.toml', vim.fn.escape(folder, ' ,;*?[{`$\\') .. ';')
    if workspace == '' and not is_configuration(buffer) then return end
    local root = workspace == '' and folder or vim.fn.fnamemodify(workspace, ':p:h')
    clients[root] = clients[root] or vim.lsp.start_client({
      name = 'ampslint',
      cmd = { 'ampslint', 'lsp' },
      root_dir = root,
      on_exit = function() clients[root] = nil end,
    })
    if clients[root] then vim.lsp.buf_attach_client(buffer, clients[root]) end
  end,
})
