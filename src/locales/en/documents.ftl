### Files that did not become knowledge: what happened, then what to do. And the API's tokens.

document-problem-encrypted = This file is locked. Save it without its password and send it again.
document-problem-empty = There is nothing in this file that can be read.
document-problem-damaged = This file is damaged or was cut short. Open it yourself, save it anew and send it again.
document-problem-too-large = This file is too large. Send it in smaller pieces.
document-problem-too-many-pages = This file has too many pages. Send it in several parts.
document-problem-too-much-inside = Unpacked, this file is far too large. Send what is inside in smaller pieces.
document-problem-unsupported = Files of this kind can't be read. Save it as PDF, Word or text and send that.
document-problem-no-key = There is speech in this file, and no key to have it written down. Set one with /key, then it is read by itself.
document-problem-no-ffmpeg = Sound and film can't be read here: the server lacks ffmpeg. Ask whoever runs it to install it, or send a transcript.
document-problem-service-failed = The AI service gave no answer, however often it was asked. Check your key with /key, then try again.
document-problem-failed-here = The server could not read this file, however often it tried: its disk may be full, or the file was lost. Tell whoever runs it, then send it again.
document-problem-too-slow = Reading this file took too long. Send it in smaller pieces.
document-problem-too-hungry = Reading this file took too much memory. Send it in smaller pieces.
document-problem-overdue = This file was not read within a day: the server was off or too busy. Send it again.

token-list = Programs of yours may use these tokens, which you can revoke at any time:
token-none = With a token, programs of yours can add, list, replace and remove your documents.
token-used = ····{ $last4 }, made { $made }, last used { $used }
token-unused = ····{ $last4 }, made { $made }, never used
token-new-button = New token
token-revoke-button = Revoke ····{ $last4 }
token-made = Your new token. It is shown this once: copy it, then delete this message. Whoever has it can read and change your documents.
token-at-most = { $limit } tokens are enough: revoke one first.
token-gone = That token is revoked already.
menu-coach-token = Tokens for your own programs
menu-coach-upload = A page for large or many files
upload-link = Open this page on the device that has your files: as many as you like, up to { $limit } each. The link opens once and works until { $until }.
upload-link-button = Open the page
upload-no-address = There is no upload page here: whoever runs this has set no PUBLIC_URL. Send me files here, up to 20 MB each; what is larger, in smaller pieces.
