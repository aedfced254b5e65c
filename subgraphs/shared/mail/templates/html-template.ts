/**
 * The part of a mail that is HTML: tables and inline styles, because mail clients drop much else. Nothing is loaded from
 * elsewhere but the seller's logo. It stands on white, which logos are drawn for, also in the dark scheme, and in a client
 * that loads no images its place is taken by the seller's name. The style sheet serves the clients that read one: small
 * screens, and the dark scheme.
 */
export const HTML_TEMPLATE = `<!doctype html>
<html lang="<%= it.language %>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title><%= it.body.subject %></title>
<style>
:root { color-scheme: light dark; }
@media (max-width: 480px) {
  .page { padding: 0 !important; }
  .card { border-radius: 0 !important; }
  .pad { padding-left: 20px !important; padding-right: 20px !important; }
}
@media (prefers-color-scheme: dark) {
  .page { background: #16181c !important; }
  .card { background: #22252b !important; border-color: #3a3f48 !important; }
  .ink { color: #eceef1 !important; }
  .soft { color: #b4bac4 !important; }
  .rule { border-color: #3a3f48 !important; }
  .panel { background: #2b2f37 !important; }
  .link { color: #8ec1ff !important; }
  .good { background: #17402a !important; color: #a9e6c1 !important; }
  .bad { background: #4f1f22 !important; color: #ffc2c4 !important; }
  .waiting { background: #4a3610 !important; color: #ffd995 !important; }
  .neutral { background: #3a3f48 !important; color: #dfe3e8 !important; }
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#eef0f3;">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#eef0f3;padding:24px 12px;">
<tr><td align="center">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:#ffffff;border:1px solid #d9dde3;border-radius:8px;overflow:hidden;font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;">
<% if (it.sender.logoUrl === undefined) { -%>
<tr><td class="pad" style="padding:18px 32px;background:<%= it.sender.color %>;color:<%= it.sender.textColor %>;font-size:18px;font-weight:600;word-break:break-word;"><%= it.sender.name %></td></tr>
<% } else { -%>
<tr><td class="pad" style="padding:18px 32px;background:#ffffff;border-bottom:4px solid <%= it.sender.color %>;color:#1f2329;font-size:18px;font-weight:600;word-break:break-word;"><img src="<%= it.sender.logoUrl %>" alt="<%= it.sender.name %>" height="48" style="display:block;width:auto;height:auto;max-width:100%;max-height:48px;border:0;color:#1f2329;font-size:18px;font-weight:600;"></td></tr>
<% } -%>
<tr><td class="pad ink" style="padding:28px 32px 4px;color:#1f2329;word-break:break-word;">
<h1 class="ink" style="margin:0 0 16px;font-size:22px;line-height:1.3;color:#1f2329;"><%= it.body.heading %></h1>
<% if (it.sender.welcomeMessage !== undefined) { -%>
<p class="soft" style="margin:0 0 12px;color:#565f6b;"><%= it.sender.welcomeMessage %></p>
<% } -%>
</td></tr>
<% for (const part of it.parts) { -%>
<% if (part.kind === 'paragraph') { -%>
<tr><td class="pad ink" style="padding:0 32px 16px;color:#1f2329;word-break:break-word;"><% part.lines.forEach((line, at) => { %><% if (at > 0) { %><br><% } %><% for (const { text, link } of line) { %><% if (link === undefined) { %><%= text %><% } else { %><a class="link" href="<%= link %>" style="color:#0b5cad;word-break:break-all;"><%= text %></a><% } %><% } %><% }) %></td></tr>
<% } else if (part.kind === 'facts') { -%>
<tr><td class="pad" style="padding:0 32px 16px;">
<table class="panel" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f5f6f8;border-radius:6px;font-size:15px;">
<% for (const { label, value } of it.body.facts) { -%>
<tr>
<th scope="row" align="left" class="soft" style="padding:8px 8px 8px 16px;width:40%;font-weight:400;color:#5b636e;vertical-align:top;"><%= label %></th>
<td class="ink" style="padding:8px 16px 8px 8px;color:#1f2329;vertical-align:top;word-break:break-word;"><%= value %></td>
</tr>
<% } -%>
</table>
</td></tr>
<% } else if (part.kind === 'action') { -%>
<tr><td class="pad" style="padding:4px 32px 16px;">
<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td style="border-radius:6px;background:<%= it.sender.color %>;"><a href="<%= it.body.action.url %>" style="display:inline-block;padding:12px 22px;color:<%= it.sender.textColor %>;font-weight:600;text-decoration:none;"><%= it.body.action.label %></a></td></tr></table>
<p class="soft" style="margin:12px 0 0;font-size:13px;color:#5b636e;word-break:break-all;"><%= it.body.action.url %></p>
</td></tr>
<% } else { -%>
<% for (const { title, outcome, tone, details } of it.body.items) { -%>
<tr><td class="pad" style="padding:0 32px;">
<table role="presentation" class="rule" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-top:1px solid #d9dde3;">
<tr>
<td class="ink" style="padding:14px 8px 8px 0;color:#1f2329;font-weight:600;vertical-align:top;word-break:break-word;"><%= title %></td>
<td align="right" style="padding:14px 0 8px;vertical-align:top;white-space:nowrap;"><span class="<%= tone %>" style="display:inline-block;padding:2px 10px;border-radius:12px;font-size:13px;font-weight:600;<%= it.toneStyles[tone] %>"><%= outcome %></span></td>
</tr>
<% for (const { text, link } of details) { -%>
<tr><td colspan="2" class="soft" style="padding:0 0 8px;color:#4a515b;font-size:15px;word-break:break-word;"><%= text %><% if (link !== undefined) { %><br><a class="link" href="<%= link %>" style="color:#0b5cad;word-break:break-all;"><%= link %></a><% } %></td></tr>
<% } -%>
<tr><td colspan="2" style="padding:0 0 6px;font-size:0;line-height:0;">&nbsp;</td></tr>
</table>
</td></tr>
<% } -%>
<% } -%>
<% } -%>
<% for (const { title, text } of it.body.notes) { -%>
<tr><td class="pad" style="padding:10px 32px 6px;">
<p class="ink" style="margin:0 0 4px;font-weight:600;color:#1f2329;"><%= title %></p>
<p class="ink" style="margin:0;color:#1f2329;word-break:break-word;"><%= text %></p>
</td></tr>
<% } -%>
<tr><td class="pad" style="padding:24px 32px 28px;">
<table role="presentation" class="rule" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-top:1px solid #d9dde3;font-size:14px;">
<tr><td class="soft" style="padding:16px 0 0;color:#5b636e;word-break:break-word;">
<% if (it.support.length > 0) { -%>
<p style="margin:0 0 4px;"><%= it.questions %></p>
<% for (const { text, link } of it.support) { -%>
<p style="margin:0 0 4px;"><% if (it.body.hasLinks) { %><a class="link" href="<%= link %>" style="color:#0b5cad;"><%= text %></a><% } else { %><%= text %><% } %></p>
<% } -%>
<% } -%>
<p style="margin:12px 0 0;font-size:13px;"><%= it.body.because %></p>
</td></tr>
</table>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
