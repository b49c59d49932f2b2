"""The words of PS3.16's code meanings and PS3.6's attribute names; written by tests/imaging/deidentify/vocabulary_source.py."""

from typing import Final

WORDS: Final = """
aapm abdomen abdominal abdominis abdominopelvic abducens abduction abductor ability ablation abnormal abnormalities
abnormality abnormally abort above abrupt abscess absence absent absolute absorbed absorbing absorptiometry absorption
abstract abuse acanthioparietal accelerated acceleration accentuated acceptance accepted access accession accessories
accessory accident accreditation accumulated accuracy acessorius acetabular acetabulum acetate acetrizoate acetyl
acetylaspartate acetylaspartylglutamate ache achieve achieved achilles acid acidified acoustic acquired acquisition
acquisitions acridine acriflavine acromioclavicular acromion across acrylic acting action actionable activation active
actively activity actual acuity acute adaptive add added addendum addition additional address adduction adductor
adenocarcinoma adenohypophysis adenoid adenolipoma adenoma adenomyoepithelioma adenopathy adenosine adenosis adipose
adjacent adjusted adjustment adjuvant administered administering administration administrator admission admissions
admitted admitting adolescent adrenal adrenergic adult adults advance advanced adventitia adventitial adverse affected
african after afterloader age agency agent agents aggregated ago agonist aided air airflow airway ait akinesia ala
alaeque alanine alarm alax albumin alcian alcohol alcoholic aldehyde alert alerts algorithm algorithmic algorithms
alias aliased aligned alignment alive alizarin alkali alkaline all allergic allergies allergy allocated allocation
allow allowed alloy almost along alpha alphadolone altered alternans alternate alternative altitude aluminum alveolar
ambient american amine aminoglycoside aminotransferase amniocentesis amnion amniotic amorphous amount amplifier
amplitude amputation amyloid analgesic analog analyses analysis analyzed anastomosis anatomic anatomical anatomy
anchor anchoring anconeus and anesthesia anesthetic aneurysm aneurysms angina angio angiocardiography angiogram
angiography angioma angioplasty angiosarcoma angiotensin angle angular angulation anguli ani aniline animal animals
animation anisotropy ankle annotation annotations annular annulus anode anomalous anomaly anonyma antagonist
antebrachii antecubital antegrade anterior anteriorly antero anterolateral anteroseptal anthracene anti antiarrhythmic
antibiotic antibody antibradycardia anticholinergic anticoagulant antigen antihelix antihistamine antilipemic
antitachycardia antitragus antra anulus anus any aorta aortic aortopulmonary apad aperture apex apical apnea apneic
apocrine apparatus apparent appearance appearing appendage appendicular appendix appliance applicability applicable
application applications applicator applied applies appointment apposition approach appropriate approval approved
approver approving approximate apso aqueduct aqueous arachnoid arbitrary arc arch architectural archive arcuate are
area areas areola aries arithmetic arm around arousal arousals arrangements array arrest arrhythmia arrhythmic arrival
arrive arsenic arterial arteries arteriography arteriolosclerosis arteriosclerosis arteriosclerotic arteriosum
arteriosus arteriovenous artery articular artifact artifactual artificial ascending ascorbate asian asl asleep
aspartate aspect aspiration assembly asserter assertion assessed assessment assigned assigning assignment assisted
associated association assurance astigmatism astrocytoma asum asymmetric asymmetry asymptomatic asynchronous asystole
ataxia atd atebrin atelectasis atherectomy atheroma atheromatous atherosclerotic atlantoaxial atlas atomic atresia
atrial atrioventricular atrium atrophy atropine atsm attached attempt attempted attending attenuation attenuator
attribute attributes atypical audio audiology audit auditory augmentation augmented auramine auricular auricularis
australian authentication author authority authorization auto autocorrelation automated automatic automation autonomic
autonomous autorefraction autosequence auxiliary availability available average averaged averages averaging awakening
axes axial axilla axillaris axillary axis azimuthal azo azocarmine azophloxin azorubin azure azurine azurol azygos
azygous back background backrest bacterial bad baffle bag bailout balance balanced ball balloon band bandwidth barcode
barium basal base based baseline basic basilar basilic basis basket bath battery beam beams beamsplitter bearing beat
beats becquerel bedding before begin behavior being below belt bengal benign benzo benzodiazepine beta between bias
bibliographic biceps bicisate bicycle bidirectional biebrich bifascicular bifurcation bigeminy bilateral bile biliary
bilirubin billing bin binary binning bins biochemistry biometry biopsy biosafety biplane bipolar birefringence birth
bis bismark bison bisynchronous bit bitmap bits biventriculare black bladder blank blanket bleach bleeding blending
bleomycin blind blink blinks block blockage blocked blocker blocking blocks blood bloody blue blunted blur boarding
body bold boli bolus boluses bone bones bootstrap border borderline borders both bottle bottom bound boundaries
boundary bounding box boxes brachial brachialis brachii brachiocephalic brachioradialis brachy brachytherapy
bradycardia brain brainstem branch branching brazilin brca break breakout breast breasts breath breathing breed breve
brevis bridge brightness brilliant bromine bronchial bronchiologram bronchogram bronchus brother brought brown
bruising buccal buccinator bud bulbi bulk bulldog bundle burned burning bursa bursts but butterfly buttock button
butyrate bypass caballus cabg cad cage calcaneal calcaneum calcification calcifications calcified calcium calculated
calculation calculations calendar calf calibrated calibration callback called callosum calyx camera can canadian canal
cancel canceled cancellation cancer canine cannot cannula canthus capabilities capacity capillary capitis capsular
capsule capture caput carbamate carbapenem carbol carbon carbonate carcinoma carcinosarcoma card cardia cardiac
cardiology cardiomyopathy cardiophrenic cardiopulmonary cardiothoracic cardiovascular cardioversion care carina
carmine carminic carmoisine carnae carneae carotid carpi carrier cartilage caruncle case cassette casting catch
category cath catheter catheterization cattlebreed catus caucasian caudad caudal caudate caudo caudodorsal
caudoventral cause caused cava caval cavernosum cavity cavopulmonary cavum cda cecum celestine celiac cell cells
center centered centerline centimeter central centralis centrilobular centroid cephalad cephalic cephalosporin
cerebellar cerebral cerebrospinal cerebrovascular certainty certificate certification certified ceruloplasmin cervical
cervicales cervicis cervix cesium cessation chair challenge challenges chamber chamfer change changed changes channel
channels chaos character characteristic characteristics characters charcoal charge charging check checked cheek
chemical chemotherapy chest chewing chiasm chiasma child children chills chin chip chloracetate chloride chloroacetate
cholesterol choline cholinergic chondrosarcoma chord chordae chordal chords choriocapillaris choroid chosen chromate
chromaticities chrome chromic chromium chromotrope chronic chrysoidine cielab ciexy ciliary cine cingulum circle
circuit circular circulating circulation circulatory circumference circumferential circumflex circumscribed cirsoid
cisterna citation cited citrate citric class classes classification classified clavicle clavicular clean clearance
clearing cleavage clinical clinically clinician clinoid clip clipping clitoris clock close closed closure clot cluster
clustered coagulation coarctation coarse coating cob cobalt cocaine coccygeal coccygeus coccyx cochlearis code coded
codes coding coefficient coefficients coeliacus coenzyme coercion coherence coil coiling coincidence colic collar
collated collateral collation collection colli collimated collimation collimator collocation colloid colloidal colon
colonic color colorectal colostomy column columns combination combined comedocarcinoma command commanded comment
comments commissioning commissure committee common communicated communicating communication communications communis
community compactness comparative compared comparison compartment compensation compensator compensators complaint
complete completed completely completion complex complexes complexion complicated complication complications component
composed composing composite compositing composition compositor compound compressed compression computation computed
computer computerized concatenation concave concentration concentric concept concepts conceptual concern concha
conclusions condenser condition conditionality conditions conducted conduction conduit cone confidentiality
configuration configured confined confirmation confirmed confluence confocal conformation conformity congenital
congestion congestive connected connection connective connector consent conservation considered consistency constant
constants constituent constraint constriction constructed construction consult consultant consulting consumable
consumption contact contained container containing content context contextual contiguous continuation continue
continuing continuity continuous contour contours contra contraception contracta contractility contraction
contraindicated contraindication contraindications contrast contributing contribution control controlled controller
controls conventional convergence conversion converted converting convex convolution convulsions coordinate
coordinated coordinates coordinating copies coplanar copper copy cor coracobrachialis coracoid cord cordis
cordocentesis core coriphosphine cornea corneal corner coronal coronary corporeal corpus correct corrected correction
correlates correlation corresponding cortex corticobulbar corticospinal costae costal costarum costocervical
costochondral coughed count counter country counts coupled coupling course cousin cover coverage coverslip cradle
cramp cranial craniales cranio cranioproximal cranium crease created creatine creatinine creation creator crescent
crest cresyl cribriform cricothyroideus criteria critical crocein crop cropping cross crossed crosshair crossing cruro
crus crusher crystal crystalline css ctdi ctdifreeair ctdivol cube cubic cubital cuff cumulative cuniculus curative
curcumin curettage curled current currently cursor curvature curve curved cushion custodial custom cut cutaneous
cutaneus cutoff cutter cutting cyanine cyanocobalamin cyanol cycle cylinder cylindroid cyst cystatin cysteinate cystic
cytologic cytology dac damage damping dark darkfield dashing data date dates datetime datum daughter day days dct ddl
dead death debility decay deceleration decibel deciduous decimal decimate decimeter decision decomposition
decongestant deconvolution decorrelation decrease decreased decubitus deep deerhound default defect deferens
defibrillation defibrillator defined definition deflated deflection deformable deformation deformity deg degeneration
degree degrees dehydration deidentification delay delayed deletion delimitation delimiter delimiters delineated
delivered delivery delphian delta deltoid deltoideus demand demarcated demographics denominator dense densities
densitometric densitometry density dental deoxynucleotidyl department dependence dependent deployed deployment
depolarizing deposit depreotide depression depressor depth depths derivation derivative derived dermatitis dermatology
des descending descent description descriptions descriptor design designator desmoid dest destination detachable
detached detail detailed details detected detection detections detector detectors determination determined determining
deterministic deviation deviations device devices dexamethasone dextran diabetes diabetic diacetyl diagnoses diagnosis
diagnostic diagonal dialog diameter diamond diaphragm diaphragma diaphragmatic diaphragmatis diastasis diastole
diastolic diatrizoate dibromofluorescein dichloride dichromate dicom dicos did died diencephalon dies diet
diethlyamide diethylamide diethylenetriamine difference different differential differentiated differentiation
difficulty diffuse diffusion diffusivity digastricus digestion digit digital digitales digiti digitized digitizer
digitizing digitorum digits dihydrotetrabenazine dilatation dilated dilation diluent dilution dimeglumine dimension
dimensional dimensionality dimensions dimer diode diopters dioxide diprotrizoate dipyridamole direct directed
direction directional directionality directions directive directory disability disabled disapproval disapproved disc
discarded discharge discharged discharges discoid discomfort disconnected discontinuation discontinued disease
diseased diseases disintegration disks disodium disofenin disorder disoriented dispersion displacement display
displayed disposed disposition dissecting dissection disseminated dissimilarity dissociation distal distance distances
distant distortion distribution disturbance diuretic divergence diverticulum division dizziness dlp dobutamine
document documenting documents does doesn domain dominance dominant done donor dop dopa doppler dorsal dorsales
dorsalis dorsi dorsocaudal dorsodistal dorsolateral dorsomedial dorsoplantar dorsoproximal dorsum dose doses dosimeter
dosimetric dosimetry dotatate double doublet dower down downgaze draped drive drop drug dual duct ductal ductogram
ductus due duodenum dura duration durations durazol during dvh dye dyn dynamic dynamics dyscrasia dysfunction
dyskinesia dysplasia dyssynchrony dystrophic ear early easi eating eccentric eccentricity echo echocardiography
echotexture echt eclampsia ectasia ectatic ectopic edema edge editing effect effective effectiveness effects effort
effusion eggshell eighth ejection elapsed elastic elastography elbow elderly elective electric electrical
electrocardiogram electrocardiographic electrode electrodes electrogram electromagnetic electron electrophysiology
electroporation electroretinogram element elemental elements elevated elevation eleventh eligibility eligible elkhound
ellipse ellipsoid elliptic elsewhere embedding embolism embolization embryonic emergency emission emitter emitting
emmetropia emmetropic emphasis emphysema empted empty enabling encapsulated encapsulation encephalomyelitis enclosing
encode encoded encoding encrypted end ended ending endo endocardial endocarditis endocrine endocrinology endoleak
endometrial endometrium endorectal endoscopy endothelial endothelium endotracheal endovascular endplate energy english
enhanced enhancement enhancing enlarged enrichment enteral entered entire entirely entity entorhinal entrance
entrapment entries entropy entry environment environmental enzyme eosin epicardial epidermal epididymis epigastric
epileptic epileptiform epileptogenic epiploic episode epithelial epithelium epitrochlear eponymous equal equalization
equation equipment equivalent equivocal erase erect erector ergometer erie eriochrome error eruption erythema
erythematosus erythrosin escape esophageal esophagus esterase estimate estimated estimation estrogen ether ethics
ethmoid ethnic ethyl etidronate europium evaluation evaluator event events ever evidence evolution exact exaggerated
exametazime examination examined examining exceeds except excess excessive exchange excision excitation excluded
excluding exclusion exclusive excursion execution exercise exerciser exertional exif existence exit expanded expanding
expected experimental expert expertise expiration expired expiry explanation explicit exponent exponential export
exposed exposure exposures expression extended extension extensor extent extents external externus extra extracardiac
extracorporeal extracted extraction extrapulmonary extrasystole extravasation extremely extremities extremity eye
eyeball eyebrow eyelash eyelid eyes fabrication face facet facial faciales facialis facility factor factors failed
failure failures fallopian fallypride false familial familiaris family fan fascia fasciae fascicular fasciculation
fasciculus fast fasting fat father fatty faults feature features febrile federation feed feeding feet female femoral
femoralis femoris femur ferrous fetal fetlock fetus fetuses fever ffd fiber fiberoptic fibers fibrillation fibrils
fibrinogen fibrinoid fibroadenoma fibrocystic fibroelastosis fibroglandular fibromatosis fibromuscular fibrosis
fibrosus fibrous fibula fibular fibularis fidelity fiducial fiducials field fifth file filename fill filled filler
filling fills film films filter filtered filtering filters filtration final find finding findings fine finger fingers
finish finite firing first fistula fit fitting five fixated fixation fixative fixator fixed flag flags flank flash
flat flattening flexion flexor flexure flight flip float floating floor florbetaben flow flubatine fluctuation fluence
fluid flumazenil fluorescein fluorescence fluorescent fluorexon fluoride fluoro fluorodeoxyglucose
fluoroethylflumazenil fluoromisonidazole fluoroscopic fluoroscopy flush flushing flutter focal focus focused foi fold
folder follicle follow followed following font fontanel foot for foramen force forced forceps forearm forefoot
foreground forehead foreign forelimb formalin format formation formats formatted formula fornix forward fossa fouchet
four fourier fourth fov fovea foveal foxhound fraction fractional fractionation fractions fracture frame frames
framing fredericia free freedom freezing french freq frequency frog from front frontal frontalis fronto frozen fuchsin
full function functional functions fundus funiculus furo further fused fusiform fusion fuzzy gadolinium gadopentetate
gain gait galactocele galactosyl gallbladder gallium gallocyanine galvanic gamma gammopathy ganong gantry gap garnet
gas gasping gastric gastro gastrocnemius gastroduodenal gastrointestinal gate gated gating gaussian gaze gel general
generalized generated generation generationmode generationmodes generator generic genetic genicular geniculate
genioglossus genital genitalia genitourinary genu genus geographic geometric geometrical geometry germanium
gestational giemsa gingiva girdle given gland glandular glans glare glass glcm glenoid glioblastoma global globulin
globus glomerular glossopharingeus glossopharyngeal glottis glucagon glucoheptonate glucose glucuronidase gluing
glutamate glutamic glutamine gluteal gluteus glycolysis gmellus gps gracilis grade gradient graft grafting gram grand
grandfather grandmother granular granuloma graph graphic gravity gray grayscale great greater greatest green grey
greyhound grid grip groove group grouped groups growth guidance guide guided guidewire guiding gums gynecologic
gynecological gynecology habenular habitus hair hairs half hallucis halo halogen hamartoma hand handler handling
hanging hansel hard hardcopy hardening harvesting has haustra have head headfirst headframe health healthcare healthy
heart heated heater heating heel height helium helix hemangioma hemangiopericytoma hematein hematology hematoma
hematopoietic hematoxylin hemi hemifacial hemisphere hemodynamic hemodynamics hemolymph hemorrhage hemostasis
hemostatic heparin hepatic hepatitis hepatobiliary heterogeneity heterogeneous heterogeneously hexacyanoferrate hiatus
high higher highest highly hilar hilum hindfoot hindlimb hip hircus histiocytoma histogram histologic histologically
histology histopathology history hoc hold holder holders holding home homogeneity homogeneous horizontal hormone horn
hospital hound hounsfield hour hours housing hpgl htcm human humerus humidity humor huskie hybrid hydrate
hydrochloride hydrocholoride hydroxide hydroxydopamine hyoid hyper hypercholesterolemia hyperintense hyperintensity
hyperkinesis hyperkinetic hyperplasia hypersensitivity hypertension hypertensive hypertrophic hyperventilation
hypochondriac hypogastric hypoglossal hypoglossus hypoglycemic hypointense hypointensity hypokinesis hypoplasia
hypotension hypotensive hypothenar hysterectomy iauc iaucbn icc icon icrp ideal identical identification identifier
identifying identity idioventricular ids igloo ileal ileocecal ileocolic ileostomy iliac ilio iliocostalis
iliohypogastricus iliopsoas ilium ill illegible illumination illuminator illustration image imaged imager images
imaging img iminodiacetate immediately immersion immunocompromised immunodeficiency immunofluorescent
immunohistochemistry impaired impairment impedance implant implantable implantation implants implementation import
imported impression impressions improvement inadequate inappropriate inbound incident incision incisional incisor
incisure include included includes including inclusion incompetence incomplete incoordination incorporated incorrect
incorrectly increase increased increment independent indeterminate index indexed indian indicated indication
indications indicator indices indicis indifferent indigo indirect indistinct indium individual individually indophenol
induced inductance induction induration infarct infarction infection infectious inferior inferioris inferolateral
inferomedial inferoseptal infertility infiltrating infiltration infinity inflammation inflammatory inflated inflation
inflow info informant information informed infra infraalar infraclavicular infraorbitalis infrared infrarenal
infraspinatus infrasternal infusate infusion ingredient inguinal inguinalis inhalation inhibitor initial initiation
initiator injectate injection injections injector injury ink inlet inline inner innermost innominate input insert
inserted insertion insertional insoluble inspection inspiration installation installed instance instances
instantaneous institution institutional institutionally instruction instrument instrumental insufficiency insufficient
insulin insurance intact intake integral integrated integration intended intensifier intensity intensive intent inter
interatrial intercept intercostal intercostales interdigitating interest interface interference interferometry
interiliac interlobar interlobular interlock intermediate intermedius intermittent intern internal international
internus interoperability interossei interpectoral interpolation interpolator interpretation interpreted interpreter
interpsinales interquartile intersection interspinales interstitial intertragal interval intervals intervention
interventional interventions interventricular intervertebral intestinal intestine intima intimal into intra
intracardiac intracavitary intracoronary intracorpus intracranial intracystic intraductal intraglandular intraluminal
intramammary intraocular intraoperative intraparotid intrapulmonary intrathecal intrauterine intravascular intravenous
intraventricular introitus invasion invasive inventoried inventory inverse inversion inverted involution involved
involvement iodide iodinated iodine iodipamide iodized iodobenzylguanidine iodohippurate iodomethamate ioflupane iol
ion ionic ionizing iothalamate ioxaglate ipsilateral iridium iron irradiation irregular irregularities irrigation
irritation ischemia ischemic ischiadicus ischium islander iso isocenter isocentric isodense isodose isoelectric
isolated isolation isotope isovolumic issue issuer isthmus italic itching item items iterations iterative itinerary
iugr ivus jacchus janma janus jaw jawline jejunostomy jet job joint jugular junction junctional jurisdiction
justification juvenile juxtaintestinal juxtaposed keep kenacid kep keratectomy keratoconus keratolytic keratometer
keratometric keratometry keratomileusis keratosis keratotomy kerma kernel key keyword keywords kidney kit knee
kneeling knob known krypton kurtosis kvp lab label labeled labeling labia labii labium laboratory lacmoid lacrimal
lactate lactated lactating lactation lacunar laden lagrangian lambda lamina lamp landmark language large largest
laringis laryngeal larynx laser last latae late lateral laterale lateralis laterality laterally laterals latero
laterodorsoproximal latissimus latitude law layer layout lead leads leaf leaflet leak leakage lean least left leg legs
leiomyoma leiomyosarcoma lemniscus length lengths lens lenses lesion lesions less lesser leucofuchsin leucopus
leukemia levator level levine libitum library lid lidocaine lidofenin life ligament ligamentum light likar like limb
limbus limit limited limiting limits linac lincomycin line linear linearity lines linezolid linguae lingual
liothyronine lip lipid lipidic lipoma liposarcoma liquid lissamine list lithotomy little liver lobar lobe lobular
lobulations lobule local localization localized localizer localizing located location locations locator lock log loge
login long longissimus longitude longitudinal longum longus longuss lookat lookup loop lopsided lordotic loss losses
lossy lot low lower lown lubricant lucency lucent lumbales lumbalis lumbar lumbo lumborum lumbosacralis lumbricales
lumen luminal luminance lump lumpectomy lunbricales lung lupus lut luten lutetium luxol lvot lymph lymphadenopathy
lymphatic lymphogram lymphoma lysergic mac machine macrolide macula macular made magna magnet magnetic magnetization
magnification magnify magnitude magnum magnus main maintenance major majora majorum majus make maker malabsorption
malachite malamute male malformation malformations malignancy malignant mammary mammo mammogram mammographic
mammography mammoplasty management mandatory mandible mandibular mandibularis maneuver manganese maniculatus manifest
manifold manipulated manipulation manometer manual manually manubrium manufacture manufactured manufacturer
manufacturing manx map mapped mapping margin marginal margins mark markedly marker markers marrow martius mas mash
mask masking mass masseter mastectomy masticatores mastoid mastopathy match matches matching mater material materials
maternal mating matrix matter max maxilla maxillaris maxillary maximal maximum maximus mdrd mean meaning measure
measured measurement measurements measures measuring meatus mebrofenin mechanical mechanism mechanisms media medial
mediale medialis medially median mediani medianus mediastinal mediastinum medical medication medications medicine
medio mediopalmarodistal medioplantarodistal medium medius medronate meet megabecquerel meglumine melanoma melanomas
meldola mellitus member members membrane membranous membri memory meninges meniscus menopausal menopause menstrual
mental mentalis mercaptoacetyltriglycine mercury mesenteric mesentery mesh mesothelioma mesothelium message meta
metabolic metabolite metacarpal metadata metaiodobenzylguanidine metal metanil metaplasia metastases metastasis
metastatic metatarsal meter metering meterset metersets method methods methyl methylene methylprednisolone
methylthiosemicarbazone methyltryptophan metric metronidazole mgy mibg mic micro microaggregated microarray
microbiology microbubbles microcysts microdissection microlobulated micrometer micromole micropapillary microscope
microscopic microscopy microspheres microwave mid midbrain midcolic middle migration mild miliary military milk
millicurie milliliter millimeter millimoles milling millisecond mime min minimal minimi minimum minimus minor minora
minus minute mircroscope mirroring missing misuse mitral mixed mmhg mobitz modalities modality mode model moderate
moderately modifiable modification modifications modified modifier modifiers modifying modulated modulation modulator
modulators molar mole moles molybdenum moment monitor monitored monitoring mono monoblock monochrome monoclonal
monoenergetic monoxide montage month months more morgue morphologic morphological morphology mosaic most mother motion
motor mounting mouth move movement movements mph mpr mrdr mucicarmine mucinous mucocutaneous mucosa mucous multi
multifidii multifocal multiparametric multiplanar multiple multiplet multiplex multiplexed multiplication multiplicity
multiplier multiview mural murine murmur muscle muscles muscular musculi musculocutaneus musculoskeletal musculus
musculustriceps mycotic mydriatic myelin myeloma myeloperoxidase mylohyoideus myocardial myocardium myoclonus
myofibroblastoma myogenic myokymia myokymic myotonic nadir nail nailing name names namespace naphthalene naphthol
narcotic narrative narrowing nasal nasi nasolabial nasopharyngeal nasopharynx native natural nature nausea navicular
navigation near neck necrosis needle needles needs neg negative negatives nehb neoaortic neointimal neonatal neoplasia
neoplasm neoplastic nephrology nerve nervi nervous nervus network neuroectodermal neurofibroma neurofibromatosis
neurohypophysis neurology neuromuscular neurophysiology neuroradiology neurovascular neutered neutral neutrophil new
next ngldm ngtdm nickel night nigra nigrosine nile ninth niobium nipple nitrate nitrazine nodal node nodes nodular
nodule nodules noise nomenclature nominal non nonalcoholic nonaugmented noncerebral nonconforming noncontact none
nonidentifying nonimmersion noninfiltrating nonparenchymal nonparoxysmal nonspecific nonuniformity normal normality
normalization normalized normals normative north norvegicus nose not notch note notes notification ntp nuchal nuclear
nucleus nulling number numbers numerator numeric numerical nurbs nurse nursing nyha obesity object objective
objectives objects obliq oblique obliquus obscured observable observation observations observed observer obstetric
obstetrical obstetrics obstructed obstruction obstructive obtained obturator obturatorius obtuse occipital
occipitofrontalis occlusion occult occupancy occupation occupational occurred occurrence occurrences oct ocular oculi
oculomotor oculomotorius oecf off offending offset offsets oil oils olfactory omental omentum omission omitted
oncology one only onset ooi oozing opacities opacity opaque open opening openings operating operation operational
operations operative operator operators ophtalmicus ophthalmic ophthalmology ophthalmoscope ophthalmoscopy opiate
opponens opt optic optical opticus optimization optimized option options optometry optotype oral orange orbicularis
orbit orbital orbitalis orbitoparietal orcein order ordered ordering organ organization organizational orientation
oriented orifice origin original originality originating originator oris oronary oropharyngeal oropharynx orthogonal
orthopedic osmolality osmosis osseous osteosarcoma ostium other out outer outflow outlets outline output outside oval
ovale ovalis ovarian ovary over overall overdose overlap overlaps overlay overlays overridden override overriding
oversampling overview ovoid ovulation owner oxide oxidronate oxygen oxyquinoline oxytocic pace paced pacemaker pacific
pacing package pad padded padding paddle page paget pain paintings pair pairs palatal palate palatina palatine
palatoglossal pale palette palliative pallidus palm palmar palmares palmaris palmarodistal palmarolateral
palmaromedial palpated palpation pancreas pancreatic pancreaticoduodenal pancreaticosplenic pap paper papillary
papilloma papillomas papillomatosis para paracervical paraesophageal paraffin parallel paralysis paramammary parameter
parameters parametrial parametric paranasal pararectal paraspinal parasternal parathyroid paratracheal paravaginal
paravesicular parenchyma parenchymal parent paresthesia parietal parieto parietoacanthial parkinson parotid
paroxsysmal paroxysmal parqui pars part partial partially participant participation particle particles particulate
pass passes pastern patella patellar patent path pathologic pathology paths pathway pathways patient patients pattern
pause peak peau pectineus pectoral pectoralis pectoris pediatric pedicle pedis peduncle peeling pellucidi pellucidum
pelvic pelvis pen penetration penicillin penile penis pentaacetic pentetate per percent percentage percentile
percutaneous perforating perforator perforators performance performed performer performers performing perfusion peri
pericardial pericardiophrenic pericarditis pericardium perigastric perimeter perineum period periodic periods perioral
peripancreatic peripapillary peripheral peritoneal permanent permethrin peromyscus peroneal peroneus peroxidase
persistence persistent person personal personnel perspective pertechnetate pertinent pet phakic phalanx phantom
pharmacologic pharmacological pharyngeal pharyngotympanic pharynx phase phases phenylephrine phenylpropan philtrum
phlebosclerosis phloxin phone phosphatase phosphate phosphor phosphotungstic photo photoacoustic photodriving
photographic photography photometric photomyogenic photon photoparadoxysmal photoreceptors phototimer phrenic
phrenicus phyllodes physical physician physicist physics physiologic physiological physiotherapy phytate pieces
piggyback pigmentation pin pineal pink pinna pinscher pipe pipeline piriform piriformis pitch pituitary pixel pixels
placed placement placenta placer plan planar plane planes planimetry planned planning plantae plantar plantares
plantaris plantarodistal plantarolateral plantaromedial plantodorsal plaque plasma plasmacytoma plastic plate plateau
platysma playback pleomorphic pleura pleural plexus plus point pointer pointers points polar polarity polarization
polarizing pollicis polygon polygonal polymer polymorphic polyp polyvinylpyrrolidone ponceau pontamine pool poor
poorly popcorn popliteal popliteus population porcellus port portal portion position positioner positioning positions
positive positives positron possible post postauricular postductal posterior postero posterobasal posterolateral
posteromedial postoperative postprocedure postprocessing posture postvesicular potassium potential potentially pouch
povidone power powerline ppm prcs pre preamplifier preauricular prececal precedence precision predecessor predicted
prediction predictor preductal prefemoral preference preferred preformed pregnancy pregnant prelaryngeal preliminary
prem premature premolar preparation prepericardial prepped prepuce prescribed prescription presence present
presentation presented presenting preserve preserved pressed pressure presymphysial pretracheal prevascular prevented
preventive prevertebral prevesicular previous previously primary prime primitive primitives print printer printing
prior priority priors prism private probabilistic probability probe problem procedural procedure process processed
processing procion product production professional profile profunda profundus progesterone program programmed progress
progression progressive projection projections prokinetic prolapse prominence promontory prompts pronation pronator
prone pronounced propagation proper properly properties property prophylactic proportional proposed proprii
prostaglandin prostate prostatic prosthesis prosthetic protargol protection protocol protocols proton proven provider
proximal proximity psax pseudo pseudohermaphrodite pseudophakia pseudotumor psma psychiatry psychology ptca
pterygoideus ptis pto pubis publication puborectalis pudendum pudendus pull pullback pulmonary pulmonic pulsatility
pulsation pulse pulsed pulser pulses pump punctate pupil pupillary purebred purified purkinje purple purpose putamen
putorius pvc pvcs pvdf pyloric pyramid pyridoxyl pyriform pyronin pyronine pyrophosphate pyruvaldehyde pyruvic
quadrant quadratic quadrature quadratus quadriceps quadruped qualification qualifier qualifiers qualitative quality
quantified quantitative quantitification quantity quasiperiodic query queue quinacrine quinolone race racemose racial
rack racks rad radial radialis radiata radiation radiations radices radioactive radiobiological radiofrequency
radiographer radiographic radiography radioisotope radiologic radiology radiolucent radionuclide radiopaque
radiopharmaceutical radiotherapy radium radius rads raised ramus randoms range ranging rank rapid rash raster rate
rating ratio rational rationale raw ray rcs rdsr reach reaction read reader readiness reading ready real realignment
rear reason reasons rebreathing recall receive receiver receiving recent receptor recess recipients reciprocating
recist recognition recognizable recommendation recommendations recommended reconstruct reconstructable reconstruction
record recorded recorder recording records recovery rectal rectangle rectification rectifier rectilinear rectouterine
rectum rectus recumbent recurrent recut recutting red redistribution reductase reduction ref reference referenced
references referring reflectance reflected reflection reflector reformatting refraction refractive refractory refused
regime region regional regions registered registrar registration registry regression regular regularity regulation
regulatory regurgitant regurgitation rehabilitation reimbursement rejected rejection related relating relational
relationship relative relatives relaxant relaxation relaxivity relevant reliability religious remaining remission
remote removal removed renal render rendered rendering renders rendition reordered reordering repaint repair repeat
repetition repetitive replaced replacement repolarization report reported reporting reports repositioning repository
representation representative reprojection request requested requester requesting required requirement requirements
requires resampling rescale rescheduled rescheduling research reserve residence resident residual resin resistance
resistors resolution resolved resonance resonant resource resources respect respiration respiratory responded response
responsible rest restenotic resting restless restraint restricted restrictive result resulting results resume
resurfacing retain retest retesting retina retinal retinopathy retired retraction retrieval retrieve retro retrocecal
retrograde retroillumination retromolar retroperitoneal retropharyngeal retropyloric retrotracheal return returned
reuse reversal reverse reversible review reviewer revised revolution rgb rgba rhabdomyosarcoma rhenium rheumatic
rheumatology rhodamine rhomboideus rhythm rib ridge right ring risk risorius rms rnc robotic roi role roll rolled
rolling roof room root rosolic rostral rotary rotation rotational rotations round rounded route routine routing row
rows rtp rtv rubidium ruler run runs rupture ruptured ruthenium rvot sac saccular sacral sacrales sacralis sacroiliac
sacrum sad safe safety saffron safranin sagittal saline salivary salt salvage samarium same sample samples sampling
saphenofemoral saphenous saphenus sapiens sar sarcoma sartorius satellite satellites saturation saving sawtooth scale
scalene scalenus scales scaling scalp scan scandium scanned scanner scanning scans scaphoid scapula scapulae scapular
scar scarlet scatter scattered scene scheduled scheme sclera sclerosing sclerosis sclerotic scope score scoring scp
screen screening screens screw scrofa scroll scrolling scrotum scrub sddn sdhn sdvn seam sec second secondary seconds
secreting section sectional sectioning sections security sedated sedation sedative seed seen segment segmental
segmentation segmentectomy segmented segments seizure selected selection selective selector selenium self semi
semiconductor semimembranosus seminal semispinalis semitendinosus sending sense sensing sensitivity sensor sentinel
separation septal septi septum sequence sequencing sequential sequestrant serial series serous serpentine serratus
serum server service sesamoid session sestamibi set sets setting settings settling setup setups seventh severe
severely severity sex shade shading shadow shadowing shaft shallow shape shaped shaping shared sharply sharpness
shaving shear sheath sheepdog sheet shield shielding shift shifter shifters shininess shock short shortening shot
should shoulder show showing shunt shutter sick sid side sided sides sigma sigmoid sign signal signature signatures
signed signer significance significant signs silent silicone silver similar simple simulated simulation simultaneous
since single singleton sinoatrial sinotubular sinus sinuses siphon sirius sister sita site sites sitting situ
situation sixth size sizes skeletal skew skewness skin skip skull sky slab slabs sleep slew slice slices slide slip
slit slope slot slots slow small smallest smear smoked smoker smoking smooth smoothing snout snr sodium soft softcopy
software sole soleus solitary solochrome soluble solution son sonographer sonographic sop sort sorting sound soundpath
source sources space spacing spaniel spasms spatial spatially special specialist specialized specialty species
specific specification specificity specified specimen specimens speckle spect spectral spectrally spectroscopy
spectrum specular speech speed sphenoid sphere spherical sphincter spiculated spiculation spiculations spike spikes
spin spinae spinal spinales spinalis spindle spine spinous spiral spirit spleen splenic splenium splenius splitting
spoiling sponsor spore spot spreading sqrt squamous square squares ssd ssde stable stack stage stages staging stain
staining stalk stamp stand standalone standard standardized standing stannous staple start started starting stasis
state statement static station stationary statistics status steady steam steatohepatitis steep steering stem stenoses
stenosis stenotic stent stented stenting step steps stereo stereometric stereoscopic stereotactic stereotactically
sterile sternal sternoclavicular sternocleidomastoid sternocleidomastoideus sternum steroidal sticker stimulant
stimulating stimulation stimuli stimulus stitching stock stomach stone stooped stop stopped stopper stopping storage
stored stow strain strategy streaks stream strength stress stretcher stria striatum string strip stripe stroke stroma
stromal strong strongly strontium structural structure structured structures studies study stump style sub subacute
subaortic subarachnoid subareolar subcarinal subclavian subclavius subcostal subcutaneous subdiaphragmatic
subepithelial subiliac subject subjective subjects sublimate submandibular submental submentovertical submission
suboptimal subpleural subpyloric subscapular subscapulares subscapularis subscription subsegmental subsequent subsets
substance substantia substituted subsystem subsystems subtask subtraction subtype subvalvular succeeded successful
succimer succinate suggestive sulfate sulfon sulfonamide sulfur sum summarized summary summation sunset superficial
superficialis superior superiori superioris supernumerary superolateral superomedial superseding supination supinator
supine supplementary supplies supply support supported supporting supportive suppression suppressions supraclavicular
supraglottis supramammary supraorbitalis suprapulmonic suprapyloric suprarenal supraspinatus suprasternal
supraventricular surae sure surealis surface surfaces surgeon surgery surgical surgically surrounding surveillance
susceptibility suspected suspend suspension sustained suture suv suvlbm swab swelling switch switching swivel
symbology symmetric symmetry sympathetic symphysis symptom symptoms sync synchronization synchronized syncope syndrome
syndromes synkinesis syntax synthetic synuclein syringe system systemic systemroll systems systemyaw systole systolic
table tabletop tabulated tachycardia tag tagged tagging tail take taken taking talc talus tamponade tangential
tantalum tape tapetum target tarsus tartrazine task tasks tau taurus tdr teaching technetium technical technique
techniques technologist technology teeth telecom telencephalon telephone teletherapy temperature template temporal
temporalis temporally temporary temporomandibular tendency tendineae tendon tensor tenth teres term terminal
terminalis terminate terminated termination territories test testicular testing testis tetra tetracycline tetrofosmin
tetroxide text texture thalamic thalamus thallium than the thecal thenar therapeutic therapy thermal thermistor
thermography theta thiamylal thickening thickness thigh thin thioflavine thionine thiopental thiosemicarbazone third
this thoracic thoracici thoracicus thoracis thorax threat three threshold throat thrombectomy thrombin thrombolysis
thrombolytic thrombophlebitis thrombosed thrombosis thrombus through thumb thymus thyrocervical thyroid tibia tibial
tibialis tick ticks tid tidal tile tiletamine tilt time timecode timeframe timeout timer timers times timestamp
timezone timi timing tinged tip tissue tissues titan titanium title tlhc tobacco toe toff tolazoline tolerance
toluidine tomo tomographer tomography tomosynthesis tomotherapeutic tongue tonsil too tool tooth top topic topical
topographer topography toric torsion tortuosity tortuous torus total touch toward toy trabeculae trabecular trace
tracer trachea tracheal tracheobronchial tracheostomy track tracking tract tractography tragus trailing train
trajectories trans transaction transaminase transcatheter transcriber transcription transcutaneous transducer
transesophageal transfer transferase transferred transferrin transforamenal transform transformation transformed
transfusion transient transients transillumination transistor transit transition translation translational translucent
transluminal transmission transmit transmittance transmitter transoral transorbital transplant transplantation
transponder transport transposition transrectal transseptal transthoracic transverse transversus trapeze trapezius
trapping trauma traumatic traversal traverse tray treadmill treat treatment treatments tremor trend trial trials
triangle triangulation triatriatum tributary triceps trichrome tricuspid trifascicular trigeminal trigeminus trigger
triggered triggering triggers triglycine trigone triloculare trim triolein trioxide triphasic triple triplet trisodium
trochanter trochlear trochlearis tropaeolin tropical tru true truncated truncus trunk trypan tubal tube tubercle tubes
tubular tumor tune tungsten tunica tunnel turcica twelfth twins two type types tyroartenoideus tyropanoate uas udi uid
ulcer ulcerated ulceration ulna ulnar ulnaris ultrasonic ultrasonography ultrasound ultraviolet umbilical umbilicus
unadministered unassigned uncertain uncertainty uncinate unclassified uncorrected under underdose underlined
undetermined undifferentiated undiluted unformatted unified unifocal uniform uniformity unilateral unipolar unique
unit united units universal unknown unnecessary unobstructed unresponsive unspecified unstable unstageable
unsuccessful until unusable update updated upgaze upper uptake ureteric urethra urethral urgency uri urinary url urn
urokinase urology urostomy urticaria usable usage use used usefulness user using usual utc uteri uterine uterus uvula
vacuum vagal vaginal vagus valid validation valsalva value values valve valved valveless valvular vancomycin variable
variance variant variation varicose vascular vascularity vasculature vasculitis vasoconstriction vasoconstrictor
vasodilating vasodilator vasorum vastus vector vectors vedotin vein veins velocity vena venosus venous venter
venticular ventilated ventilation ventilator ventral ventricle ventricular ventriculogram ventriculography
ventrocaudal verbal verification verified verifying vermilion versenate version versions vertebra vertebral vertex
vertical vertices verticosubmental vertrebrae very vesical vesicle vesicular vessel vessels vestibularis vestibule
vestibulocochlear vestibulocochlearis via viability vial video view viewing viewpoint views viii violation viral
virtual virus visceral visibility visible visit visual visualized vital vitelline vitreous vivo vmax voi voice voiding
volar voltage volume volumes volumetric voluntary vomer vomiting voxel vulnerable vulval vulvar wado wake wall
wandering warm warming warning wash washout water wave waveform wavefront wavelength waves wax waxoline wayson wedge
wedges week weekday weight weighted weighting weights welder well wenckebach wet when white whole wide width window
windows wing wire with withdrawn within without wolfhound wood workflow workitem worklist workload world wound
wraparound wrist xds xenon xiphoid xrf xylazine xylene xylidine xylose year yellow yttrium yyy zero zirconium
zolazepam zonal zone zones zoom zygomaticus zzz
"""
