-- What a user of Neovim sees, by the file of editors/neovim. Ends with status 1 where that is something else.

local function fail(words)
  io.stderr:write(words .. '\n')
  for _, file in ipairs({ vim.lsp.get_log_path() }) do
    if vim.fn.filereadable(file) == 1 then io.stderr:write(table.concat(vim.fn.readfile(file), '\n') .. '\n') end
  end
  vim.cmd('cquit')
end

local function await(what, condition)
  local fine, met = pcall(vim.wait, 20000, condition, 20)
  if not fine or not met then fail(what .. ': ' .. vim.inspect(vim.diagnostic.get())) end
end

local function codes(buffer)
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(buffer)) do table.insert(found, one.code) end
  table.sort(found)
  return table.concat(found, ' ')
end

--- Opens a file, which the server then knows.
local function open(name)
  vim.cmd('edit ' .. name)
  local buffer = vim.api.nvim_get_current_buf()
  await('attached to ' .. name, function()
    return next(vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = buffer }) or vim.lsp.buf_get_clients(buffer))
  end)
  return buffer
end

local function replace(buffer, before, after)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local from, to = line:find(before, 1, true)
    if from then return vim.api.nvim_buf_set_text(buffer, number - 1, from - 1, number - 1, to, { after }) end
  end
  fail('nothing to replace: ' .. before)
end

--- Chooses the action with such a title at the first place of a text, as a user would.
local function act(buffer, place, title)
  local expected
  vim.ui.select = function(items, options, choose)
    for _, item in ipairs(items) do
      local shown = options.format_item(item)
      if shown:find(title, 1, true) then
        expected = shown
        return choose(item, 1)
      end
    end
    fail('not offered: ' .. title)
  end
  vim.api.nvim_set_current_buf(buffer)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  vim.fn.search('\\V' .. place)
  vim.lsp.buf.code_action()
  await(title, function() return expected end)
end

local function line_with(buffer, text)
  for _, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    if line:find(text, 1, true) then return line end
  end
end

local list = open('clients.txt')
await('findings', function() return codes(list) == 'connect-unserved' end)

-- What is not saved counts in the other file; behind characters of every width.
local configuration = open('amps.xml')
replace(configuration, '9007', '9070')
await('unsaved', function() return codes(list) == '' end)
replace(configuration, '9070', '9007')
await('unsaved, back', function() return codes(list) == 'connect-unserved' end)

local source = open('src/feed.py')
await('misspelt', function() return codes(source) == 'uri-option-unknown' end)
act(source, 'tcp_nodely', "Change to 'tcp_nodelay'")
await('fixed', function() return codes(source) == '' end)
local line = line_with(source, 'tcp_nodel')
if line ~= 'CLIENTS = {"🚀 日本 é": "tcp://db1:9007/amps/json?tcp_nodelay=true"}  # 🚀' then fail(line) end

act(list, '9070', "Suppress 'connect-unserved' here")
await('suppressed', function() return codes(list) == '' end)

vim.api.nvim_set_current_buf(configuration)
vim.api.nvim_win_set_cursor(0, { 1, 0 })
vim.fn.search('InetAddr')
vim.lsp.buf.hover()
await('hover', function()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if line_with(vim.api.nvim_win_get_buf(window), 'Transport/InetAddr') then return true end
  end
end)

-- A configuration below no workspace file.
local lone = open('../alone.xml')
await('alone', function() return codes(lone):find('element-missing', 1, true) end)
vim.cmd('quitall!')
