"""Words that radiologists, technologists and scanners write into descriptions, and that name nobody; chosen by hand.

In English, Portuguese, Spanish, French, German, Italian and Dutch, without accents. No word that is also a common name.
"""

from typing import Final

SHORT_WORDS: Final = frozenset(
    """
    a b c d e f g h i k l m n o p q r s t u v w x y z ab ac ad ai al ap as at av ax bb bd bh bl bp bt bw by bx ca cc
    cd cf cg ch ci cm cn cp cr cs ct cv cx da dd de di dm do dr ds dt du dw dx ec ed ef eg el em en ep es et ex fa fb fc fe
    ff fh fl fm fo fp fr fs ft fu fx gb gd ge gi gm gr gu gy hd hf hr hs hu hw hx hz ic id ie if ii im in io ip ir
    is it iv ix kg km kv la ld le lg ll lm ln lo lr ls lt lv lx mb md me mg mi ml mm mo mp mr ms mt mv mw mx na nb
    nc ne nf ng nh nm no np nr ns nt ny ob od of ok ol om on op or os ot ow pa pb pc pd pe pf pg ph pi pl pm pn po
    pp pr ps pt pv px qa qc qt ra rc rd re rf rg rh rl rm ro rp rr rs rt ru rv rx sb sc sd se sf sg si sl sm sn so
    sp sq sr ss st sv sw sx ta tb tc td te tf ti tl tm tn to tp tr ts tv tx ub uh ui ul um un up us uv va vb vd ve vf
    vi vl vm vn vp vr vs vt vx wb wl wm wo ww xa xr xs yr zu
    """.split()  # noqa: SIM905 - a word a line would take many pages
)

# What only coded strings say: defined terms of PS3.3, and of makers of scanners in the attributes that take more.
CODE_WORDS: Final = frozenset(
    """
    affine arrow dcmr held infinite infiniteline irrad millivolt pstate rigid
    abdom acjoint acq acuity advanced algorithm aluminum angle anisotropy anterior approved arbitrary argb asmt asymx
    asymy attenuated attn autofluorescence automatic autorefraction avoidance axial beam becqml becquerel bellows
    bilateral binary biological biped biplane bitmap bolus both bqml brachy breathhold breathing butterfly camera
    cartesian categorical caudal cavity centimeters cerrobend channel chemical circle circular closed closedplanar
    cnts code coherence colormap complete composite concept const constant container contains context continuation
    continuous contrast copper coronal corrected counts cpmg cranial crossed csa csaparallel cspine ctv cubic
    cylinder cylindrical date datetime dcal decibels decubitus decy degrees density derived deviation diffusion
    digital direct directional display dixon dlyd dose doseinfo dtim dualenergy dynamic ecg effective elec electron ellipse
    ellipsoid elliptical emission encoded encoding energy erect europium external feet fid film filter final
    fixation fixed flat flow fluence fluoroscopy focused fraction fractional frame frames frontal fundus gated
    gaussian geml gems gml graded gray gtv hangingprotocol head header hertz hexagonal hounsfield hsv hybrid ictrgb
    identical identity image indirect inferred internal interpolated inverse iol irregular isocenter isotropic ivoct
    jpeg keratometry key labelmap landscape lateral lead leaf left lensometry linac linear linked llimb localizer
    lossless lossy lowerleg lowerlimb lspine lsspine manu manual mapping marker matrix medial metabolite mfsplit
    mgml midline milliliter millimeters mixed mlcx mlcy mod modified molybdenum monochrome monoplane mosaic multi
    multienergy multilevel multiplan multipoint mydriatic nanoseconds navigator ncnts neutron niobium none normal
    normalized normative nrgy num oblique obs occupancy optenf optical organ orig original other oversampled
    parallel partial percent percentile perfusion peripheral phasemap photon physical plan planar pname point polar
    polygon polyline portrait posterior prelim presaturation presentation primary probability projection prone
    propcnts propcps properties property proportional prospective proton pseudo ptv pulse pulsed qcsuccess quadruped radians
    radl raster ratio realtime record rectangle rectified recumbent reformatted registration rejected rel related
    relative released removed rendering resampled retinal retrospective rhodium riesz right rle rotating round
    rtdose rtimage rtplan rtrecord rtss rtstruct sagittal scanoscope scintillator scjoint scoord scout secondary
    seconds segment selected semiautomatic separate sequenced setup shallow shutter sideband sigmoid sijoint silver
    simulator sing sinusoid sinusoidal slice slicevector slsens smr sparse spatially spectroscopy sphere spherical
    spiral spoiled square sspine ssspine stacked stain standard static stationary storage strip subjective
    subsampled summation supine support tangential tcoord tensor text thickness thruplane tiled time tissue tlspine
    tomographic tomography topographic topography total tracking transverse trapezoidal treatment triggered
    truncated tspine tube tungsten uidref unapproved uncorrected undersampled ungated unilateral unitless unknown
    unmodified unpaired unsaturated unspecified unverified upperarm upperleg upperlimb velocity verified visual
    volume watts waveform wedge weighted wholebody yes yuv
    """.split()  # noqa: SIM905 - a word a line would take many pages
)

# Parts of the body that coded strings join, as in the terms CHESTABDPELVIS and HEADNECK of PS3.16 annex L.
REGIONS: Final = frozenset(
    """
    abd abdomen brain cervical chest head knee lumbar neck pelv pelvis sacral spine thoracic thorax
    """.split()  # noqa: SIM905 - like the others
)

# What a word may begin or end with that is made of it and a known one, as in "neckangio" and "thoracolumbar". None is a
# word of every day: of two such surnames are made, "Whitehead" and "Lightfoot", and nobody can list those.
FIRST_PARTS: Final = frozenset(
    """
    abdomen angio antero anti arterio atrio auriculo broncho brustwirbel cardio caudo cerebro cervico cholangio
    costo cranio cysto dextro dorso duodeno endo entero extra femoro fluoro gastro halswirbel hemi hepato hyper
    hypo infra inter intra ischio kontrastmittel latero lendenwirbel lumbo macro medio micro multi musculo myelo
    neuro occipito osteo pancreatico parieto patello peri photo pneumo postero pseudo radio retro rontgen rostro
    sacro schadel semi skelett spondylo sterno supra temporo thoraco thorax tibio tomo topo tracheo trans
    ultraschall uretero utero vaso ventriculo ventro vesico viscero
    """.split()  # noqa: SIM905 - a word a line would take many pages
)
LAST_PARTS: Final = frozenset(
    """
    abdomen adenoma angio angiografie angiographie angiography aufnahme biopsie biopsy carcinoma contrast foto
    gelenk gelenke grafie graphie graphy kontrast lipoma punctie punktion sarcoma schadel skelett thorax
    tomografie tomographie tomography untersuchung wervelkolom wirbelsaule
    """.split()  # noqa: SIM905 - a word a line would take many pages
)

WORDS: Final = """
buffered cervico einthoven fcr topographical backscatter brightfield centerpoint clockface coreload cornerstone crosstable cystadenocarcinoma database descendant
descendants downward endoscope faceplate feedback feetfirst formaldehyde freehand guideline handgrip headfirst
headneck headrest hemifield hypopharynx iii intratumor lateromedial leftmost mediolateral metatarsus nearline
nullposition overflow paralytic parasagittal paraspinal paravertebral pixeldata postprocedural postsurgical
posttreatment protamine rectangular rightmost sacrococcygeal smartscore squaremillimeter stainless streamline
suspended tomographic topographic transferring underflow vii viii voxelwise workitems xii
qrs qtc avl avr eeg emg eog ecgs nuclei nucleus bpm spo couch couches ptv ctv gtv oar extrasystole isocentre setup dvh imrt vmat sbrt igrt mlc abd abdo abdome abdomen abdominais abdominal abdominopelvica abdominopelvico abdominopelvien abdopelvis abdpel
abdpelvis abnl abnormal abr abscess abszess acc access accession acentuada acet acetabular acetabulum achados achieved
achsel acl acq acquired acquisition acr acromioclavicular acs actual acute adc add addendum addition addl addome
addominale adenoma adh adj adm adr adrenal adrenals adult adulte adulto adults adv aec aer afib afp afterload again
agfa aggr agudo agudos aine airspace aisselle aka aktuell akut alara alg algo algorithm aligned alignment all
allgemein alpha als also alt alta alteracoes altered although alto alvo ambas ambos ambulatory amp ampoule amt anaemia
anamnese anat anatomic anatomical anatomy anca ancas anche and anechoic anesth anesthesia aneurysmal anevrisme angio
angiografia angiogram angiographie angiography angioirm angioplasty angioressonancia angiorm angioscanner angiotac
angiotc angle angulated ankle ankles anomalies anon anonymized anonymous anos another ant ante antebraco antebrazo
antecedentes anterior anterolisthesis anteroposterior anthro any aorta aortic aparelho apendice apex apical aplio
appear appearance appears appendicitis appendix applied apply approved approx approximate approximately apres aquilion
arch architectural are arm arme armen arms around arrhythmia art artefact artere arteria arterial arterias arterie
arteriel arteriell arterielle arterien arteries arteriogram arteriovenous arthritis arthro arthrogram arthrography
arthroplasties arthroplasty articulacao articulacion articulacoes artifact artifacts artificial ascending ascites asd
aside asir asl aspect aspecto aspectos aspiracao assess assessment asset asym asymmetric asymmetries asymmetry
atelectasis atemstopp atheroma atherosclerosis atherosclerotic atlas atm att auch auf aufnahme aufnahmen auge augen
aumento auricular aus ausgang ausgedehnt ausschluss auto automated automatic aux avaliacao avaliar avant avec average
avf avg avis avm avn avulsion away axes axial axials axila axilar axilares axilas axill axilla axillary axis bacia
bacino back background baixa baixo balloon bambino bands barco bariatric barium basal base baseline basic bassin bauch
bazo bds becken bed bedside been before befund bei beidseits bein beine bekken bekkens belly below benen benign
bestdiast bestphase bestscan bestsyst beta better between beurteilung bexiga bic bicep biceps bifurcation bilan bilanz
bilat bilateral bilaterally biliary biometry biop biopsia biopsie biopsied biopsies biopsy biphasic bipolar birads
bite bitte blaas blackblood bladder blade blase bleed bleeding block blocks blood blunted blur blutung bmd bmi boca
bocca body bold bolus bone bones bonewindow bony borst borsten both bottom bouche bow bowel bowtie box braccio
brachial brachy braco bracos brain branch bras bravo brazo breast breasts breath breathhold breathing breuk bright
brightspeed bronch bronchi bronchiectasis bronchitis bronchogenic bronchoscopy bronchus bronquios bruch bruker brust
brustkorb brustwirbelsaule bssfp buckle buik bulge bulk bullae burn bursitis but button bws bypass cabeca cabeza cabg
cad cadera caderas caecum caesarean cag cage cal calc calcaneo calcaneus calcif calcific calcificacao calcificacoes
calcification calcifications calcified calcium calculi calculus calf caliper call calves camera canal canine cannot
canon cap capsule capture cara carcinoma card cardiac cardio cardiomediastinal cardiomegaly cardiomyopathy
cardiopulmonary care carestream carotid carotidas carotids carotis carpal carpo cart case casting category cateter
cath catheter catheterisation cathlab cauda caudate cause caused cave caviglia cavity cbct cbd cbf cbv cecum celiac
cell cellulitis cemra center centered central centre cephalic cerebellar cerebellum cerebral cerebrum cerv cerveau
cervello cervical cervicale cervix chamber change changed changes channel chart chd check chemistry chemo chemotherapy
chest cheveux cheville chevilles child children chin cholangio cholangiogram cholangiography chole cholecystectomy
cholecystitis cholecystolithiasis cholelithiasis choline chondrocalcinosis chronic ciclo cilinderbiopsie cine cintura
circ circle circumferential cirrhosis cirrhotic cirurgia ciss cisternogram cisterns clavicle clavicles clavicula
clavicular clean cleaned clear clin clinic clinica clinical clinically clip clips clival clock close clot clotting cmp
cmt cnr cns coag coarse coccyx cocix code codes codo coeur coil coils cold colic colitis collapse collected collection
collegamento collimation collo colo colon colonic colonna colonne colonography color colored colour column columna
coluna com combine combined combo come comment comments comminuted common comp compare compared comparison compartment
compatible compativel complaining complains complaint complaints complemento completa complete completed completo
complex complication complications compound compress compressed compression con conc concat concern conclusao
conclusie conclusion conclusioni condition conductive cone conf config confirm conformal congenital congestion
congestive connective consent conservada conservadas consistent consolidada consolidation consolidations constant
consult cont contiguous continue continued continuous contour contra contralateral contrast contraste contrasto
control controle controllo controlo contusion conus conv conventional conversion convert converted cookie coordinate
copd copy cor coracao corazon cord cords core coregistered cornea coro coronaire coronal coronals coronaria coronarias
coronaries coronary corpo corps corr correct corrected correction correlate correlation corte cortes cortex cortical
coscia costal costelas costole costophrenic costophrenicus cote cotes cotovelo cou coude cough could count counts
coupe coupes course coverage covid cowboy coxa cpmg cpr crane craneo crani cranial cranio cranioencefalico craniotomy
cranium create created creatine creatinina crianca crop crossing crossover crt crural csf csi csmemp csp cspine cssfp
cta ctac ctap ctc ctcolonography ctdi ctdivol cte ctf cth ctl ctls ctpa ctsp cube cubital cuello cuff cuidados cuisse
culdoc cuore cure curr current curvature curve curved custom cut cuts cvc cvp cxr cycle cyclic cyst cystic cystitis
cystogram cystography cysts dacryocystogram daily damage damaged dapi dark darm das data dataset datasets date daumen
dce dcm dcmtk ddh deadline debout decreased decub decubitus dedo dedos deep def default defecogram defecography
definite deform deformity deg degen degenerative degree degrees delay delayed dem dementia demo demonstrated
demonstrates demyelinating demyelination den denies dense density dent dental dente dentes denti dents depends
depistage depression depth der derecha derechas derecho derechos derivative derived derm derrame des desc descartar
descending descr description desktop despite dess destra destro det detail details detected detection detector
detectors detox dev develop development deviation device dexa dextro dft dia diabetes diabetic diag diagnose diagnoses
diagnosis diagnostic diagnostica diagnostico diagnostics diagnostik diagram dialysis diameter diaphragm diario
diarrhoea diast diastole diastolic dickdarm dickschicht dicom did die diente diff differential difficulty diffuse
diffusion difusao digestif digestivo digit digital digitized digits dij dilatation dilated dim dimension dimensoes dir
direct direction direita direitas direito direitos direta disc discharge discharged discography discomfort discovery
discret discreta discrete discreto discs disease disk disks dislocation dislocations disnea disorder disorders disp
displaced display dispnea dispneia dissected dissection dist distal distended distention distortion dita dito div
diverticulitis dixon dlp document doenca doente does doigt doigts dolor dolore done donna doppler dor dores dorsal
dorsale dorso dorsum dos dose doses dosimetry double douleur down drain drainage draped drawing drift drive driver
droit droite drop dry dsa dsc dta dti dual duct ductal ductogram due duim duod duodenum dup duplex dura dural durch
during dvt dwi dwibs dyn dynamic dysp dysphagia dysplasia dyspnea dyspnee dyspnoea each ear early ears ecchymosis ecg
echo echocardiogram echocardiographie echocardiography echoes echogenic echogenicity echographie echotexture
ecocardiografia ecocardiograma ecodoppler ecografia ecografico ectasia ectatic ectopic eczema edema edematous edge
edit edited effacement effect effort effusion effusions egd ein eine einer eines einzeitig either eject ejection
elapsed elastography elbow elbows elderly elective elekta elevated ellbogen elle elleboog ellenbogen embarazo embolia
embolism embolization embolus embryo embryonic emerg emergency emphysema emphysematous empty empyema enabled enamel
encefalica encefalo encephale encephalomalacia encoded encounter end endo endometrial endometriosis endometrium
endoscopy endovascular enema enfant enfermedad engine engineer enh enhanced enhancement enhancing enkel enlarged
enlargement enough enter enteroclysis enterography entier entire entrada entry entzundung epaule epaules epi
epicondyle epicondylitis epid epidural epifluorescence epigastric epiglottis epilepsy epiphysis epistaxis equina equip
erase ercp erect erguss erosion erosions erosive error erwachsen erwachsene esame esaote escapula esito eso esofago
esoph esophageal esophagogram esophagram esophagus esp espalda esq esquerda esquerdas esquerdo esquerdos ess est
estadiamento esterno estomac estomago estudio estudo estudos etc etiology eval evaluate evaluation evar even evening
event evidence exam exame examen examens exames examination examined example exams exc except excision exclude
excluded exercise exophthalmos exophytic exostosis exp expected expir expiration expiratory export exported exposed
exposure ext extended extension external externo extra extraarticular extraction extravasation extrem extremely
extremidad extremities extremity extrusion eye eyes fac faccia face faces facet facetal facets facial factor fail
failed failure fall fallopian false faringe farmer fascia fase fases fast fasting fat fatigue fatsat fatsup fatty fbp
fdg febbre febre feeding feet fegato fem femal female feminino femme femoral femore femoroacetabular femur femural
femurs ferida fes fess fet fetal fetus fever few ffdm ffe fgre fiber fibre fibroadenoma fibroadenomas fibroglandular
fibroid fibroids fibroma fibromuscular fibronodular fibrosis fibrotic fibula fiebre field fields fiesta fievre figado
fil file files fill filling film films filt filter filtered final finding findings fine finer finger fingers finished
first fisp fissure fist fistula fistulogram fit five fix fixation fixator fixators fixed flair flank flash flat flavum
flex flexed flexion flip float flow flu fluid fluorine fluoro fluoroscopic fluoroscopy flutter fluxo fmri fna fnac foc
focal focus focused foetal foetus foie folder foll follicle follicular follow followup fontanelle foot foramen
foraminal forearm foreign form formalin format formation formed forward foss fossa found four fov fps frac fractura
fracture fractured fractures frag frage fragestellung fraktur frame frames frattura fratura free frente freq frequency
from front frontal fse fspgr ftp fuji fujifilm full func funcional function functional fundal fundus further fus fused
fusiform fusion fuss fusse fxr gad gadavist gadodiamide gadolinium gadovist gain gait gall gallbladder galle
gallenblase gallenwege gallium gallstone gallstones gamba gamma ganglia ganglion gangrene gantry garganta gas gastric
gastritis gastro gated gating gauche gauge gaze gefasse gegen gehirn gel gelenk gelenke gelenken gen general
generalized generated generator generic genou genoux geodes gering geringgradig gesicht gesichtsschadel gest gestation
gestational gezicht ginocchia ginocchio give given gland glands glass glenoid gliosis global glom glucose going goiter
gomito good got gout grad grade gradient gradiente grafts granuloma granulomatous graph graphics grappa grase grasp
gravid gravida gravidez gray gre great greater greenstick grele grey grid groin gros ground group growth gtube guid
guidance guide guided guidewire gun gyn gynaecology gynecology gyr gyri gyrus had haem haematoma haematuria
haemoptysis haemorrhage haemothorax half hallazgos hallux hals halswirbelsaule hamamatsu hamartoma hamstring hanche
hanches hand handgelenk hands handwurzel hard hardware harnblase harnleiter has haste haut have hcc head headache
headaches heading healing health healthcare heart heel height helical hello hem hemangioma hematemesis hematoma
hematuria hemi hemiarthroplasty hemidiaphragm hemithorax hemodialysis hemoptysis hemorragia hemorragie hemorrhage
hemorrhoids hemostasis hemothorax hepatic hepatica hepatico hepatitis hepato hepatobiliary hepatofugal hepatomegaly
hepatopetal hepatosplenomegaly here hereditary hernia hernias herniation hersenen herz heterogeneously heterotopic
heup heupen hiatal hidden higado high hila hilar hilum hip hipofisis hips hires hirn hirnblutung hirsutism hist
histiocytosis histology historia history hitachi hiv hochauflosend hochgradig hode hoden hoesten hold hole hologic
hombre hombro hombros home homem homme hoofd horiz horizontal hounsfield hour hours housewife how hrct hsg hsv htj2k
hueso huesos hufte huften huftgelenk humeral humerus hws hyd hydatid hydro hydrocele hydrocephalus hydronephrosis
hydroureteronephrosis hygroma hyoid hyper hyperattenuating hyperdense hyperdensity hyperechoic hyperintense
hyperplasia hypertension hyperthyroid hyperthyroidism hypertrophic hypertrophy hypervascular hypo hypoattenuating
hypodense hypodensity hypoechoic hypointense hypothyroid hypothyroidism hypovascular hypoxia hyst hysterectomy
hysterosalpingogram iac iacs iad icd icon icterus icu icv idade ide idea ideal iden ident identical idiopathic idose
idx iec iga ignored iiia ijg ileal ileum ileus iliac iliacs iliosakral ill image imaged imagem imagens imagerie images
imaging img immediate immobile immobilisation immobilization immune impacted impaction impedance impingement implant
implants import imported impression improved improving inc inch incidental incidentally incisional incl include
included incohgre incomplete incontinence increase increased ind indeterminate index indicated indication indications
indirect individual inf infant infarct infarction infarkt infeccao infection infectious inferior inferiores
infertility infiltrate infiltrates inflammation inflammatory info information informed infra infundibulum infusion ing
ingenia ingenuity ingestion inguinal inherit init initial inj injecte injected injection injury inlet inner inpatient
input insert inserted insertion insignificant insp inspir inspiration inspiratory instability installation instead
instrument insufficiency insular int intact intake intelligence inter intera interactive interbody interior
intermediate intermittent internal interno interp interpretation interstitial interstitium intertrochanteric interval
intervention interventional interventionelle intestin intestinal intestine intestino into intra intraarticular
intracranial intracraniana intraductal intralesional intramural intramuscular intraop intraoperative intrauterine
intravenous intro intubated intubation intussusception inv invalid invasive inverse inversion inverted investigation
investigational iodinated iodine iodixanol iohexol iomeprol ionizing iop iopamidol iopamiro ioversol ipat ipsi
ipsilateral irc irm irradiation irregular irreversible irspgr isch ischaemia ischaemic ischemia ischemic ischial
ischium isi iso isocenter isodense isoechoic isointense isotropic isovue issue issues item items its iud iugr ivc
ivcon ivp ivu iza izq izquierda izquierdo jambe jambes jaundice jaw jejunum jfif job joelho joelhos joint joints jpeg
jpegls jpegs jpegxl jug jugular junction just juxta jxn kaak karyo keep kein keine keinen keratoconus kernel keyhole
keys kid kidney kidneys kiefer kiefergelenk kind kinder klinik knee knees knie kniegelenk kniescheibe knochel knocheln
knochen knochenfenster known kodak konica kontrast kontrastmittel kontrolle koorts kopf koronal koronar kreuzband
kreuzbein kub kuit kvp kyphoplasty kyphosis lab label labeled labral labrum lac lacerated laceration lacrimal lad lado
lambda lami laminectomy laminotomy landmark langen lap laparoscopic laparotomy large larger laringe laryngeal larynx
laser last lat late latency latent later lateral laterale lateralen lateralised lateralized laterals lava lawyer layer
layout lce lcx lead leads leak least leber left leg legs leica leiste len lendenwirbelsaule length lens lentiform les
lesao lesion lesions lesoes less lesser lethargy leukaemia leukemia leukoaraiosis level levels lever lfov lge library
lidocaine liegend lift lig ligament ligamento ligaments ligamentum ligation ligeira ligeiro light lightspeed like
likely lim limb limbs limit limited limiti limits limping line linear lines lingual link linke linken linker linkes
links lip lipoma liq liquid lirads list listhesis lithiasis lithotripsy litre liver lls lmp load loaded lobar lobe
lobectomy lobes lobulated lobule loc local localisation localised localiser localization localized localizer
localizers locate location locations locked loculated log loge logiq logs loin lombaire lombaires lombar lombare
lombosagrada lombossagrada long longen longitudinal look loop loose loosening lorad lordosis lordotic loss lossless
lossy low lower lowres lpo ltd lucencies lucency lue lumb lumbaal lumbar lumbosacral lumen lump lumpectomies
lumpectomy lumps lunate lung lunge lungen lungenembolie lungenfenster lungs lungwindow lupus lut luts lvad lvef lvot
lws lymph lymphadenopathy lymphangiography lymphatic lymphknoten lymphnode lymphocele lymphoma lymphoscintigraphy
lytic maag mach machoire made mag magen magnetic magnetom magnification magnified main mains make mal malaligned malar
male malformation malign malignancy malignant malleolus malrotation malunion mama mamario mamas mamma mammella mammo
mammografia mammogram mammograms mammographically mammographie mammography mamografia mamografica managed mandible
mandibula mandibular mannlich mano manos manual manubrium many mao maos map mapping maps marcada marg margin marginal
mark marked markedly marker markers marrow mas masculino mask masked mass massa masse masses massig mast mastalgia
mastectomy mastitis mastoid mastoiditis mastoids mat match material matrix mature max maxilla maxillary maxillofacial
maximal maximum mca mcg mci mean meas measure measured measurement measurements meatal mech mechanical med medcom
medial median mediastinal mediastinum mediastinumwindow medic medical medication medison medium medula medulla
medullary megre melanoma membre membro membros memory memp men meningioma meningitis meniscal meniscus meniskus
menorrhagia mens mensa mental merge merged mesenteric meses mesh mesothelioma message met meta metabolic metabolism
metabolite metabolites metacarpal metal metallic metast metastases metastasis metastatic metatarsal metatarsalgia
method metre mets mevislab mezzo mgy mhz micro microangiopathy microcalcification microcalcifications microscopy mid
middle midfoot midline mieloma miembro migraine mild mildly milt milz milza min mindray mineral mini minimal minimally
minimum minip minolta minor minus minute minutes mip mips mirror misc miscarriage missing mit mitral mittel mittelfuss
mittelhand mixed mlo mmhg mobile mobility mobiview modality modalitylut mode model moderada moderado moderate
moderately modere moderee modified modulation module moelle monitor monitoring mono monoenergetic monophasic month
monthly months more morfologica morning morphologically morphology mort mosaic most motif motion motor mouth move
moved moving mp2rage mpr mprage mprs mra mrcp mre mri mrl mrs mrt mrtangio mrv msde msec msk mst mtc mtp much muga
muito mujer mulher multi multiecho multiframe multihance multinodular multiphase multiplanar multiple multislice
multistack multivoxel muneca mus muscle muscles muscolo muscul muscular musculo musculoskeletal muslo must myasthenia
myel myelo myelogram myelography myeloma myelomalacia myelopathy myo myocard myocardial myocarditis myocardium myoma
myositis naa nach nachverfolgung nail name names nao nariz narrow narrowed narrowing nasal nase nasennebenhohlen naso
nasopharynx nat nativ native nativen natural nausea navel navi near nebenniere nebennieren nec neck necr necrose
necrosis need needed needle needs neg negative nei nek neo neonatal neonate neoplasia neoplasm neoplastic neph
nephrectomy nephritis nephro nephrolithiasis nephrostomy nerve nerves nervo net neur neural neuralgia neuro
neurocranium neurofibromatosis neuroimaging neurologic neurological neuroma neuropathy neurosurg never new newborn
newly nex next nez ngt nicht nicu nidek nier niere nieren nifti night nil nina nino ninos nipple nnh noch node nodes
nodular nodularity nodule nodules nodulo nodulos noise noncontrast nondisplaced none nonenhanced nonenhancing nongated
nonobstructing nonossifying nonsmoker nonspecific nonunion nor nord norm normal normale normalised normalized nos nose
not notch note noted notes notfall now nuc nuchal nuclear null num number numerous nuque nur nurse ober oberarm
oberbauch oberer oberes oberkiefer oberschenkel obese obesity obj object objects obl obli oblique obliques obs
obstetric obstetrica obstetrical obstetrics obstruct obstructed obstructing obstruction obtained obturator occ occhio
occipital occipitocervical occiput occlusal occlusion occult occup occupation ocular odd oder odontogenic odontoid
oedema oeil oesophageal oesophagus off office offset ofmri often ogen ohne ohr ohren oido ojo ojos old older olecranon
olho olhos oligohydramnios ombro ombros omni omnipaque omniscan once onco oncology onderarm onderbeen onderzoek one
only onto oog oor opacification opacities opacity oped open opened opening oper operada operado operation operative
operatorio opg oph ophthalmic ophthalmology ophthalmoscope opp opposed optic optical optima option optional options
optiray oral oralcon orb orbit orbita orbital orbitas orbites orbits order ordered orecchio oreille oreilles orif orig
origin original oropharynx orteil orteils ortho orthodontic orthop orthopaedic orthopaedics orthopantomogram
orthopedic osem ossa ossea osseo osseous osseuse osseux ossifying osso ossos osteo osteoarthritis osteochondral
osteolyse osteolysen osteomyelitis osteopenia osteophyte osteophytes osteoporosis osteotomy other others otherwise
otitis otosclerosis out outer outlet outpatient output outside ouvido ouvidos ova ovaio ovarian ovaries ovario ovarios
ovary over overall overlay overread overview own oxi oxygen pacemaker paciente pacing package pacs pad pads paed
paediatric page paget pain painful pair palate palette palpable palpation palpitations palsy pan panc pancreas
pancreatic pancreatitis pancytopenia panel panor panorama panoramic panoramique panorex pantorrilla papilla
papilledema para paracentesis paraffin parallel paralysis param parameter parameters paranasal paraplegia parathyroid
parede parenchyma parenchymal paresthesia parietal parotid parotida parotide parotids part partes partial particle
partly parts pass past pat patch patella patellar patello patellofemoral patent path pathologic pathological pathology
patient patientin patients pattern pct pda pdw peak peau pecho pectus ped pedi pediatric pediatrica pediatrico pedicle
pedicular peds peg pegasus peito pel pelv pelve pelves pelvi pelvic pelvica pelvico pelvien pelvienne pelvis
pelviscopy pen pend pending penile penis per perc percent percutaneous perf perfil perforation perfusion perhaps
perianal pericardial pericarditis pericardium pericholecystic perineal perineum period periph peripheral
periprosthetic periton peritoneal periv periventricular permanent perna pernas peroneal persist persistent pes pescoco
pesquisa pet petct petmr petrous petto pfanne pfortader phal phalanx phantom phantoms pharyngeal pharyngogram pharynx
phase phased phasen phases philips phleg phlegmon phosphor photo phrenic phys physical physio physis picc pick picture
pie pied piede piedi pieds pierna pies pilon pilot pin pineal pins pirads pit pituitary pix pixel pkd place placed
placement placenta plain plan planar plane planes planned planning plano planos plantar planungs plaque plastic plate
plates please plethysmography pleura pleural pleurisy plexus plot plus pneumo pneumonia pneumonitis pneumoperitoneum
pneumothorax png poignet poignets point points polegar pollice polmonare polmone polmoni pols polso poly polycystic
polyhydramnios polyp polypectomy polyposis polyps polytrauma pontine pop poplit popliteal port porta portable
portacath portal portalvenos portalvenose portatil portion portogram portosystemic pos position positioned positioning
positions positive poss possible possibly post postcon postcontrast posterior postero posteroanterior posterolat
posthospital postmenopausal postmortem postop postoperative postpartum postproc postprocessed postprocessing
posttrauma posttraumatic potential pouce pouch poumon poumons power pre precision precon precontrast prefix prega
pregnancy pregnant prelim preliminary premature prenatal preop preoperative prep preparation prepped presacral prescan
presence present presentation presented presenting presents preserved preset press pressure presurgical prev prevent
prevention previa preview previo previous previously priapism primary primate print prior priors pro prob probable
probably probe probes problem proc procedimento procedure procedures proceed process processed processing proctitis
prod product profil profile prog progress progression progressive prohance proj project projected projection prolapse
prominent prone prop propeller proph prost prostata prostate prostatectomy prostatic prostatitis prosthesis prosthetic
prot proteinuria protese prothese protocol protocolo protocols proton prototype protrusion prox proximal pseudo
pseudoaneurysm psif psma psoas psychosis ptc ptosis ptx pubic pubis public pull pulm pulmao pulmo pulmoes pulmon
pulmonaire pulmonar pulmonary pulmones pulsatile pulse pulseox pulses pump punct punctate punctie puncture punho
punhos pupil pure purulent push putamen pyel pyelogram pyelonephritis pyloric pylorus qsm quad quadra quadrant
quadriceps quadril quadriplegia qual quality quant quantification quantitative quarter queda queixas quer query quick
rachen rachide rachis rad radial radiance radiat radiating radiation radical radicul radicular radiculitis
radiculopathies radiculopathy radio radiodense radiografia radiogram radiograph radiographic radiographie radiographs
radiography radiologia radiology radiolucent radiopaque radiotherapy radius rads raise ramp ramus random range ranges
rapid rare rasff rash rastreio rate rather ratio raw rca rcbf rcbv read reader reading ready real rear reason rec
recall recalled recanalized receive recent recheck recherche rechte rechten rechter rechtes rechts recommend
recommended recon recons reconst reconstr reconstructed reconstruction record recovery rect rectal rectocele
rectosigmoid rectum recur recurrence recurrent red reduced reduction ref refer reference referto refl reflex reflux
reform reformat reformats reformatted refractory reg regadenoson regelrecht region regional regions register
registered registration regression regular regulares regurgitation rehab rein reins reject rel relacao related
relation relative relax release rem remarkable remission remote removal removed ren renal render rendered rendering
rene reni reop rep repair repaired repeat repeated replace replaced replacement report reported reports requ request
requested required res resampled rescaled research resectable resection reset resident residual resolution resolve
resolved resolving resonancia resp respiration respiratory response ressonancia rest restaging resting restingstate
restrict result resultat resultats results resus retained retention retinal retinopathy retired reto retraction retro
retrograde retrolisthesis retroperitoneal retroperitoneo retroperitoneum retrosternal rev reveals reverse reversible
revi review revision revolution rfmri rfov rgb rhabdo rheum rhinitis rib ribben ribs ricket rickets right rim ring
rinon rinones rins rippe rippen ris risk risonanza rle rodilla rodillas rods roi roll romp rontgen room root rot
rotate rotated rotation rotational rotator rotina rotula round rout route routine row rows rpo rsfmri rssg rucken rue
rug rule ruled rumpf run runoff rup rupture ruptured ruptures rutura rvot sac sacral sacrale sacro sacroiliac
sacroiliaca sacroiliacas sacrum sag sagittal sagittals saline saliv salivary same sample sampled samples samsung
sangue sans sarcoid sarcoidosis sarcoma sat satur saturation save saved scale scaled scan scanned scanner scanning
scanogram scans scap scaphoid scapula scapular scar scat scatter scattered scenario scene schadel schadelbasis schedel
schedule scheduled schema schilddruse schildklier schlafenbein schlussel schlusselbein schmerz schmerzen schnitt
schnitte schouder schouders schulter schultergelenk schultergurtel schultern scintigrafia scler sclerosis sclerotic
scol scoli scoliosis scope score scored scoring scout scouts screen screening screws script scrot scrotal scrotum sct
sdh sec second secondary seconds section sections sectra see seen seepi seg segm segment segmental segmentation
segmented segments seguimento sehr sein seins seios seit seitlich seitliche seizure seizures sel select selected
selection selective selenia sella sem semi seno senos sensation sense senseref sensitivity sensory senza sep sepsis
septal septated septic septum seq sequence sequences sequestration sequoia ser serial series server session set
setting settings setup several severe severely shaded shadow shadowing shall shape shear sheath shift shim shimadzu
shimming short shortness shot should shoulder shoulders show shown shows shrapnel shunt shuntogram sialogram
sialolithiasis sicca sick sickle side sided sides siemens sigma sigmoid sign signa signal significant significantly
signs silhouette silla sim similar simple simples simulated simulation simultaneous sin sinais since single sinistra
sinistro sino sinogram sinus sinuses sinusitis sistema site sites sitting sitzend size sized skel skeletal skeleton
skin skull skyline slab slabs sleep sleeve sleutelbeen slice slices slide slight slightly slip slit slokdarm slope
slow sludge small smart smash smoker smoking smooth snap snowstorm sobre soft softtissue software solid solitary
somatom some sonata sonogram sonographic sonographically sonography sort sorted sospecha sou source space spaces spair
spalla spalle span spare spasm spat spatial spatvenos spc spec special specific specimen speck spect spectral spectro
spectroscopic spectroscopy speech speed speicheldrusen speiseroehre spgr sphenoid spher spiculated spin spinal spine
spines spio spir spiral spiro spleen splen splenic splenomegaly splenoportogram split spoil spoiled spondyl
spondyloarthropathy spondylolisthesis spondylolysis spondylosis spondylotic sponge spot spots sprain sprained spread
sprunggelenk spur spurring squam square ssfp ssfse ssh sstse stab stability stable stack stacks stage staged staging
stain stained staining stair stand standard standardized standing starmap start stat state static station stations
status std stealth steatosis steep stehend steissbein stem sten stenose stenosen stenoses stenosis stent stenting
stents step stereo stereotactic sterile sternal sternoclavicular sternotomy sternum still stim stimulation stir stirn
stitch stitched stk stnd stom stoma stomach stomaco stone stones stool stop storage str strahlen straight strain
stress stretch striat stricture stridor string strip stroke structural structure structures strut stud student studies
studio study stump sturz style sub subacute subarach subarachnoid subchondral subclav subclavian subcut subcutaneous
subdural subfalcine subglandular subject subjects sublux subluxation subluxed submandibular submental suboptimal
subpectoral subs subseg subsegmental subset subtal subtalar subtr subtract subtracted subtraction subtrochanteric such
suctioned suggest suggested suivi sulcal sulci sulcus sum summary summation summed sunrise sup super superficial
superimposed superior superiores supine supp suppl supplement support suppressed suppression supra supraclavicular
supraglottic suprarrenais supraspinatus sural surf surface surg surgeries surgery surgical surrenale surv surveillance
survey surview sus susc suscep susceptibility susp suspect suspected suspeita suspicion suspicious sut suture svs
swallow swallowed swallowing swan sweating swelling swi swimmer swimmers swip switch swollen sym symphony symphysis
symptom symptomatic symptoms syn sync syncopal syncope syndrome synovial synovitis syntax syring syringomyelia syrinx
sys syst system systemic systems systole systolic tab table tac tachycardia tag tags tail taken talar talus tand
tandem tap tape target targeted tars tarsal task tavi tavr tca teacher team tear tears technetium technique tecidos
tee teen teeth tele telerradiografia temp template temporal temporary temporomandibular temps tender tenderness tendin
tendinitis tendinopathy tendinosis tendon tendons tenen tens tension term terminal tertiary tes test testa tested
testes testicle testicles testicular testiculo testiculos testing testis tests tete text texture tfe tfi tfl thal
thalam thalamic thalamus thallium thallus than that the theatre thecal their then theory therap therapeutic therapy
there thermal they thick thickened thickening thickness thigh thighs thin thing thins thinslice third this thor thorac
thoracentesis thoracic thoracique thoracoabdominal thoracolumbar thoracotomy thorax thread three thresh threshold
thrive throat thrombectomy thrombocytopenia thrombosed thrombosis thrombus through throughput thru thumb thumbs thus
thymoma thymus thyroid thyroide thyroidectomy tia tib tibfib tibia tibial tibiofibular tibs tile till tilt tilted time
timed timepoint timer times timing tinnitus tiny tip tips tirads tireoide tirm tiroide tissue tissues title tki tlso
tmj tmjs tobillo tobillos today toe toes tof tolerated tomo tomografia tomogram tomorrow tomoscintigrafia tomosintese
tomosyn tomosynthesis tomosynthetically tongue tonsil tonsillar tonsils too tool tools tooth top topcon topo topogram
topogramm torace toracica toracico torax tornozelo tornozelos torsion torticollis tortuous tos toshiba tosse total
touch tour toux toward towne tox tra trace tracer tracew trach trachea tracheal tracheitis tracheostomy track tract
tractography trans transabdominal transaxial transcranial transducer transection transesophageal transfemoral transfer
transform transient transjugular translate transmission transp transparent transperineal transplant transplanted
transport transrep transtentorial transthoracic transv transvaginal transverse trap trapped trauma traumatic
traumatisme traumatismo treat treated treatment tree tremor trial triangle tricks trics tricuspid trig trigeminal
trigger triggered trimester tripl triple trochanter trochanteric trompa tronc true trufi trufisp truncated trunk try
tse tsedixon ttp tub tube tuberculosis tubes tubing tubo tubular tumeur tumor tumore tumores tumors tumour tumours
tunnel turbo turf turned twice twin twins twist two type typical uber uberlagerung ubersicht ufe ulcer ulcerative
ulcers ulna ulnar ult ultra ultrafast ultrasonic ultrasonography ultrasound ultravist umbil umbilical umbilicus unable
unauffallig uncal unchanged uncomplicated uncompressed unconscious uncorrected uncovertebral und undefined under
underlying undersampled unemployed unenhanced unequal unexplained unfall unfused unha uni unilat unilateral union unit
units unknown unless unlikely unlimited unmasked unnamed unremarkable unresolved unresponsive unsigned unspec
unspecified unstable unter unterarm unterbauch unterer unteres unterkiefer unterschenkel untersuchung until unused
uomo upgraded upon upp upper upright uptake uremia ureter ureteral ureteric ureteroscopy ureters urethra urethral
urethrogram uretra urgence urgencia urgent urgente urinario urinary urine uro urografia urogram urography urology
urosepsis use used user usg using usual uter uterine utero uterus utricle uveitis uvj vag vagal vagina vaginal valgus
valorar value values valv valve valves valvula valvular var variable varian varic varicele varices varicocele varicose
various varus vas vasc vascular vascularity vasculature vasculitis vaso vasospasm vault vbh vcug vector vegetation
veia veias vein veine veineux veins vejiga velocity velum vena venacava vene venen venogram venography venos venosa
venose venoso venous vent venter ventilated ventilation ventral ventre ventric ventricle ventricles ventricular
ventricule ventriculo ventriculography ventriculomegaly ventriculoperitoneal verdacht verlauf verlaufskontrolle
version verslag versus vert vertebra vertebrae vertebral vertebre vertebroplasty vertex vertical vertigo very vescica
vesicle vesicula vesicule vessel vessels vessie vestib vestibular vfa via viability vias vibe video videofluoroscopy
view viewed viewer views vinger vingers viral virtual visceral visible visipaque visit vista visual visualised
visualize visualized vit vital vitamin vitreous vivid vlut vnc vocal voet voeten voi void voiding voie voies voilut
vol volar volt volume volumes volumetric voluson volv volvulus volwassen vomiting von vor vorfuss voxel vpshunt
vraagstelling vrouw wachstum waist wall walls ward was wash washin washout watch water watershed wats wave wax way
weak weakness wear wedge week weeks wegen weiblich weichteil weichteile weichteilfenster weigh weight weightbearing
weighted well went were wervelkolom wet wfi what wheezing when where which while whiplash who whole whose why wide
width wie win wind window windows wip wirbel wirbelsaule wire wise wish with within without wks wlk woman word work
worker working workstation workup worsening would wound wrap wrist wrists wtc xbone xeleris xenon xform xper xray
xrays year years yellow yes yesterday yet yeux zahn zahne zehe zehen zeiss zero zip zonder zone zones zoom zte zum
zunge zur zustand zustande zwerchfell zwischen zygoma zygomatic zyste zysten
"""
