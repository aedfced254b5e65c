/** A page: one column, readable on a telephone, without scripts, and with nothing from elsewhere. */
export const PAGE_TEMPLATE = `<!doctype html>
<html lang="<%= it.language %>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<% if (it.page.goesTo !== undefined) { -%>
<meta http-equiv="refresh" content="0;url=<%= it.page.goesTo %>">
<% } -%>
<title><%= it.page.title %> · <%= it.sender.name %></title>
<style>
:root { color-scheme: light dark; --page: #eef0f3; --card: #ffffff; --ink: #1f2329; --soft: #5b636e; --line: #c4cad3; --bad: #9c1c22; --bad-back: #fbe9e9; --link: #0b5cad; }
@media (prefers-color-scheme: dark) {
  :root { --page: #16181c; --card: #22252b; --ink: #eceef1; --soft: #b4bac4; --line: #4a515c; --bad: #ffc2c4; --bad-back: #4f1f22; --link: #8ec1ff; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; }
main { max-width: 30rem; margin: 8vh auto 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
header { padding: 1rem 2rem; background: <%= it.sender.color %>; color: <%= it.sender.textColor %>; font-weight: 600; font-size: 1.1rem; overflow-wrap: anywhere; }
.content { padding: 1.5rem 2rem 2rem; }
h1 { margin: 0 0 1rem; font-size: 1.4rem; line-height: 1.3; }
p { margin: 0 0 1rem; overflow-wrap: anywhere; }
label { display: block; margin: 1rem 0 .25rem; font-weight: 600; }
input { width: 100%; padding: .6rem .75rem; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: 6px; }
input[type="checkbox"] { width: auto; margin: 0 .5rem 0 0; }
label.check { font-weight: 400; }
.document { max-height: 20rem; overflow-y: auto; margin: 0 0 1rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 6px; }
.document h2 { margin: 0 0 .5rem; font-size: 1.05rem; }
.document p { margin: 0 0 .75rem; font-size: .95rem; }
input[aria-invalid="true"] { border-color: var(--bad); }
input:focus-visible, button:focus-visible, a:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.hint { margin: .25rem 0 0; color: var(--soft); font-size: .9rem; }
.errors { margin: 0 0 1rem; padding: .75rem 1rem; background: var(--bad-back); color: var(--bad); border-radius: 6px; }
.errors p { margin: 0; }
.errors p + p { margin-top: .5rem; }
button { margin-top: 1.5rem; width: 100%; padding: .7rem 1rem; font: inherit; font-weight: 600; color: <%= it.sender.textColor %>; background: <%= it.sender.color %>; border: 0; border-radius: 6px; cursor: pointer; }
a { color: var(--link); }
.choice a { display: block; padding: .7rem 1rem; border: 1px solid var(--soft); border-radius: 6px; color: inherit; font-weight: 600; text-align: center; text-decoration: none; }
.choice a:hover { background: var(--page); }
form + p { margin-top: 1.5rem; }
footer { padding: 0 2rem 1.5rem; color: var(--soft); font-size: .9rem; overflow-wrap: anywhere; }
@media (max-width: 34rem) { main { margin: 0; min-height: 100vh; border: 0; border-radius: 0; } header, .content, footer { padding-left: 1.25rem; padding-right: 1.25rem; } }
</style>
</head>
<body>
<main>
<header><%= it.sender.name %></header>
<div class="content">
<h1><%= it.page.heading %></h1>
<% for (const paragraph of it.page.paragraphs) { -%>
<p><%= paragraph %></p>
<% } -%>
<% if (it.page.errors.length > 0) { -%>
<div class="errors" role="alert">
<% for (const error of it.page.errors) { -%>
<p><%= error.message %> <%= error.remedy %></p>
<% } -%>
</div>
<% } -%>
<% if (it.page.document !== undefined) { -%>
<section class="document" tabindex="0" aria-label="<%= it.page.document.title %>">
<h2><%= it.page.document.title %></h2>
<% for (const paragraph of it.page.document.paragraphs) { -%>
<p><%= paragraph %></p>
<% } -%>
</section>
<% } -%>
<% if (it.page.form !== undefined) { -%>
<form method="post" action="<%= it.page.form.action %>">
<% for (const [name, value] of Object.entries(it.page.form.hidden)) { -%>
<input type="hidden" name="<%= name %>" value="<%= value %>">
<% } -%>
<% for (const field of it.page.form.fields) { -%>
<% if (field.type === 'checkbox') { -%>
<label class="check"><input id="<%= field.name %>" name="<%= field.name %>" type="checkbox" value="<%= field.value %>" required<% if (it.page.errors.some((error) => error.field === field.name)) { %> aria-invalid="true"<% } %>><%= field.label %></label>
<% continue; } -%>
<label for="<%= field.name %>"><%= field.label %></label>
<input id="<%= field.name %>" name="<%= field.name %>" type="<%= field.type %>" autocomplete="<%= field.autocomplete %>" value="<%= field.value %>"<% if (!field.isOptional) { %> required<% } %><% if (field.minLength !== undefined) { %> minlength="<%= field.minLength %>"<% } %><% if (field.hint !== undefined) { %> aria-describedby="<%= field.name %>-hint"<% } %><% if (it.page.errors.some((error) => error.field === field.name)) { %> aria-invalid="true"<% } %>>
<% if (field.hint !== undefined) { -%>
<p class="hint" id="<%= field.name %>-hint"><%= field.hint %></p>
<% } -%>
<% } -%>
<button type="submit"><%= it.page.form.button %></button>
</form>
<% } -%>
<% for (const { label, href } of it.page.choices) { -%>
<p class="choice"><a href="<%= href %>"><%= label %></a></p>
<% } -%>
<% for (const { label, href } of it.page.links) { -%>
<p><a href="<%= href %>"><%= label %></a></p>
<% } -%>
</div>
<% if (it.support.length > 0) { -%>
<footer><%= it.questions %> <%= it.support.join(' · ') %></footer>
<% } -%>
</main>
</body>
</html>
`;
