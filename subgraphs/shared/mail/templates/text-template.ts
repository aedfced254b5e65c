/** The part of a mail that is plain text. `-%>` takes the end of its line with it. */
export const TEXT_TEMPLATE = `<% if (it.sender.welcomeMessage !== undefined) { -%>
<%= it.sender.welcomeMessage %>

<% } -%>
<%= it.greeting %>

<% for (const paragraph of it.body.opening) { -%>
<%= paragraph %>

<% } -%>
<% for (const { label, value } of it.body.facts) { -%>
<%= label %>: <%= value %>
<% } -%>
<% if (it.body.action !== undefined) { -%>

<%= it.body.action.label %>:
<%= it.body.action.url %>
<% } -%>
<% for (const { title, outcome, details } of it.body.items) { -%>

- <%= title %>: <%= outcome %>
<% for (const { text, link } of details) { -%>
  <%= text %><% if (link !== undefined) { %> <%= link %><% } %>
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
