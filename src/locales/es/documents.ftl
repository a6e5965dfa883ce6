### Archivos que no se convirtieron en conocimiento: qué pasó y qué hacer. Y los tokens de la API.

document-problem-encrypted = Este archivo está protegido. Guárdalo sin contraseña y envíalo otra vez.
document-problem-empty = En este archivo no hay nada que se pueda leer.
document-problem-damaged = Este archivo está dañado o incompleto. Ábrelo tú, guárdalo de nuevo y envíalo otra vez.
document-problem-too-large = Este archivo es demasiado grande. Envíalo en partes más pequeñas.
document-problem-too-many-pages = Este archivo tiene demasiadas páginas. Envíalo en varias partes.
document-problem-too-much-inside = Descomprimido, este archivo es demasiado grande. Envía su contenido en partes más pequeñas.
document-problem-unsupported = Los archivos de este tipo no se pueden leer. Guárdalo como PDF, Word o texto y envía eso.
document-problem-no-key = En este archivo se habla, y no hay una clave para transcribirlo. Pon una con /key y se leerá solo.
document-problem-no-ffmpeg = Aquí no se pueden leer audios ni vídeos: al servidor le falta ffmpeg. Pide a quien lo gestiona que lo instale, o envía una transcripción.
document-problem-service-failed = El servicio de IA no respondió por más que se le preguntó. Revisa tu clave con /key y vuelve a intentarlo.
document-problem-failed-here = El servidor no ha podido leer este archivo, por más que lo ha intentado: quizá su disco esté lleno o el archivo se haya perdido. Avisa a quien lo administra y vuelve a enviarlo.
document-problem-too-slow = Leer este archivo tardó demasiado. Envíalo en partes más pequeñas.
document-problem-too-hungry = Leer este archivo necesitó demasiada memoria. Envíalo en partes más pequeñas.
document-problem-overdue = Este archivo no se leyó en un día: el servidor estaba apagado o demasiado ocupado. Envíalo otra vez.

token-list = Tus programas pueden usar estos tokens; puedes revocarlos cuando quieras:
token-none = Con un token, tus programas pueden añadir, listar, reemplazar y quitar tus documentos.
token-used = ····{ $last4 }, creado el { $made }, usado por última vez el { $used }
token-unused = ····{ $last4 }, creado el { $made }, nunca usado
token-new-button = Nuevo token
token-revoke-button = Revocar ····{ $last4 }
token-made = Tu nuevo token. Se muestra solo esta vez: cópialo y después borra este mensaje. Quien lo tenga puede leer y cambiar tus documentos.
token-at-most = { $limit } tokens son suficientes: primero revoca uno.
token-gone = Ese token ya está revocado.
menu-coach-token = Tokens para tus propios programas
menu-coach-upload = Una página para archivos grandes o muchos
upload-link = Abre esta página en el dispositivo que tiene tus archivos: tantos como quieras, hasta { $limit } cada uno. El enlace se abre una vez y vale hasta el { $until }.
upload-link-button = Abrir la página
upload-no-address = Aquí no hay página para subir archivos: quien gestiona esto no ha puesto PUBLIC_URL. Envíame archivos aquí, hasta 20 MB cada uno; los más grandes, en partes más pequeñas.
