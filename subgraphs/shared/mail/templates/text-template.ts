/** The part of a mail that is plain text: its parts with an empty line after each. `-%>` takes the end of its line with it. */
export const TEXT_TEMPLATE = `<% if (it.sender.welcomeMessage !== undefined) { -%>
<%= it.sender.welcomeMessage %>

<% } -%>
<% for (const part of it.parts) { -%>
<% if (part.kind === 'paragraph') { -%>
<% for (const line of part.lines) { -%>
<% for (const { text } of line) { %><%= text %><% } %>
<% } -%>

<% } else if (part.kind === 'facts') { -%>
<% for (const { label, value } of it.body.facts) { -%>
<%= label %>: <%= value %>
<% } -%>

<% } else if (part.kind === 'action') { -%>
<%= it.body.action.label %>:
<%= it.body.action.url %>

<% } else { -%>
<% for (const { title, outcome, details } of it.body.items) { -%>
- <%= title %>: <%= outcome %>
<% for (const { text, link } of details) { -%>
  <%= text %><% if (link !== undefined) { %> <%= link %><% } %>
<% } -%>

<% } -%>
<% } -%>
<% } -%>
<% for (const { title, text } of it.body.notes) { -%>
<%= title %>
<%= text %>

<% } -%>
<%= it.sender.name %>

<% if (it.support.length > 0) { -%>
<%= it.questions %>
<% for (const { text } of it.support) { -%>
<%= text %>
<% } -%>

<% } -%>
<%= it.body.because %>
`;
