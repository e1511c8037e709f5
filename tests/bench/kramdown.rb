# Markdown as Jekyll 4 publishes it: reads a JSON list of texts, prints the JSON list of their HTML.
# Needs kramdown and kramdown-parser-gfm (and rouge, which colours code).
require "json"
require "kramdown"
require "kramdown-parser-gfm"

# What Jekyll's own configuration sets ("Markdown Options" in its documentation).
OPTIONS = {
  input: "GFM", hard_wrap: false, auto_ids: true, toc_levels: (1..6).to_a, footnote_nr: 1,
  entity_output: "as_char", smart_quotes: "lsquo,rsquo,ldquo,rdquo", guess_lang: true,
  syntax_highlighter: "rouge", syntax_highlighter_opts: { guess_lang: true }
}.freeze

pages = JSON.parse($stdin.read).map do |text|
  Kramdown::Document.new(text, OPTIONS).to_html.encode("UTF-8", invalid: :replace)
rescue StandardError => e
  "<p>kramdown: #{e.class}</p>"
end
puts JSON.generate(pages)
