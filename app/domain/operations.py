"""What the hub's own command line asks, in one place: the hub ships these as persisted documents."""

AUTH = "{ accessToken refreshToken errors { message } }"
SIGN_IN = f"mutation MedhubSignIn($input: SignInInput!) {{ signIn(input: $input) {AUTH} }}"
REFRESH = f"mutation MedhubRefresh($input: RefreshSessionInput!) {{ refreshSession(input: $input) {AUTH} }}"

JOB = "id status total processed accepted duplicates quarantined rejected"
SEND = (
    "mutation MedhubSend($input: UploadImagesInput!) "
    f"{{ uploadImages(input: $input) {{ job {{ {JOB} }} errors {{ code message }} }} }}"
)
FOLLOW = (
    f"query MedhubFollow($id: ID!) {{ uploadJob(id: $id) {{ {JOB} "
    "files(status: [REJECTED, QUARANTINED], first: 100) { nodes { name error { message } } } } }"
)
PERSIST = (
    "mutation MedhubPersist($input: PersistDocumentInput!) "
    "{ persistDocument(input: $input) { documents { name version documentIds } errors { message } } }"
)
COUNT_PATIENTS = "query MedhubCount { patients(first: 1) { totalCount } }"
CREATE_PATIENT = (
    "mutation MedhubCreatePatient($input: CreatePatientInput!) "
    "{ createPatient(input: $input) { patient { id } errors { message } } }"
)
DEFINE_FIELD = (
    "mutation MedhubDefineField($input: DefineFieldInput!) "
    "{ defineField(input: $input) { __typename errors { message } } }"
)

OF_THE_COMMAND_LINE = (SIGN_IN, REFRESH, SEND, FOLLOW, PERSIST, COUNT_PATIENTS, CREATE_PATIENT, DEFINE_FIELD)
