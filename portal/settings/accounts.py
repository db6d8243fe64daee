"""Accounts: sign-up by e-mail with a confirmation code, sign-in through allauth and nowhere else."""

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "portal.members.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
# Seconds; page and mail say it in minutes.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
# How often a new code can be asked for before one starts anew by signing in.
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SIGNUP_FORM_CLASS = "portal.members.forms.SignupForm"
ACCOUNT_FORMS = {"login": "portal.members.account_forms.LoginForm"}
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_USER_DISPLAY = "portal.members.models.display_name"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_ADAPTER = "portal.members.adapter.MFAAdapter"
# Staff, agency liaisons and seats must have a second factor; local installations may leave it out.
SECOND_FACTOR_REQUIRED = True
