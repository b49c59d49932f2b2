"""Words that radiologists, technologists and scanners write into descriptions, and that name nobody; chosen by hand.

In English, Portuguese, Spanish, French, German, Italian and Dutch, without accents. No word that is also a common name.
"""

from typing import Final

SHORT_WORDS: Final = frozenset(
    """
    a b c d e f g h i k l m n o p q r s t u v w x y z ab ac ad ai al ap as at av ax bb bd bh bl bp bt bw by bx ca cc
    cd cf cg ch ci cm cn cp cr cs ct cv cx da dd de di do ds dt dw dx ec ed ef eg el em en ep es et ex fa fb fc fe
    ff fh fl fm fo fp fr fs ft fu fx gb gd ge gi gm gr gu gy hd hf hr hs hu hw hx hz ic id ie if ii im in io ip ir
    is it iv ix kg km kv la ld le lg ll lm ln lo lr ls lt lv lx mb md me mg mi ml mm mo mp mr ms mt mv mw mx na nb
    nc ne nf ng nh nm no np nr ns nt ny ob od of ok ol om on op or os ot ow pa pb pc pd pe pf pg ph pi pl pm pn po
    pp pr ps pt pv px qa qc qt ra rc rd re rf rg rh rl rm ro rp rr rs rt ru rv rx sb sc sd se sf sg si sl sm sn so
    sp sq sr ss st sv sw sx ta tb tc td te tf ti tl tm tn to tp tr ts tv tx ub uh ui ul um un up us uv va vb vd ve
    vi vm vn vp vr vs vt vx wb wl wm wo ww xa xr xs yr zu
    """.split()  # noqa: SIM905 - a word a line would take many pages
)

WORDS: Final = """
abd abdo abdome abdomen abdominais abdominal abdominopelvica abdominopelvico abdominopelvien abdopelvis abdpel
abdpelvis abnl abnormal abr abscess abszess acc accession acet acetabular acetabulum achsel acl acq acquired
acquisition acr acromioclavicular acs actual acute adc add addendum addition addl addome addominale adenoma adh adj
adm adr adrenal adrenals adult adults adv aec aer afib afp afterload aggr agudo agudos aine aisselle aka aktuell akut
alara alg algo algorithm aligned all allgemein alpha also alt alta although alto alvo ambas ambos ambulatory amp
ampoule amt anamnese anat anatomic anatomical anatomy anca ancas anche anesth anevrisme angio angiografia angiogram
angiographie angiography angioirm angioplasty angioressonancia angiorm angioscanner angiotac angiotc angle ankle
ankles anomalies anon anonymized anonymous anos another ant ante antebraco antebrazo anterior anteroposterior anthro
any aorta aortic aparelho apendice apex apical aplio appendicitis appendix applied apply approved approx approximate
approximately apres aquilion arch are arm arme armen arms around arrhythmia art artefact artere arteria arterial
arterias arterie arteriel arteriell arterielle arterien arteries arteriogram arteriovenous arthritis arthro arthrogram
arthrography arthroplasty articulacao articulacion articulacoes artifact artifacts artificial ascending ascites asd
aside asir asl aspect aspiracao assess assessment asset asym asymmetric asymmetry atelectasis atemstopp atlas atm att
aufnahme aufnahmen auge augen auricular ausgang auto automated automatic aux avaliacao avant avec average avf avg avm
avn away axes axial axials axila axilar axilares axilas axill axilla axillary axis bacia bacino back background baixa
baixo balloon bands bariatric barium base baseline basic bassin bauch bazo bds becken bed been before befund beidseits
bein beine bekken bekkens belly below benen bestdiast bestphase bestscan bestsyst beta better between bexiga bic bicep
biceps bifurcation bilan bilanz bilat bilateral bilaterally biliary biometry biop biopsia biopsie biopsies biopsy
biphasic bipolar bite blaas blackblood bladder blade blase bleed bleeding block blocks blood blur blutung bmd bmi boca
bocca body bold bolus bone bones bonewindow bony borst borsten both bottom bouche bow bowel bowtie box braccio
brachial brachy braco bracos brain branch bras bravo brazo breast breasts breath breathhold breathing breuk bright
brightspeed bronch bronchi bronchiectasis bronchoscopy bronchus bronquios bruch brust brustkorb brustwirbelsaule bssfp
buik bulk burn but button bws bypass cabeca cabeza cabg cad cadera caderas caecum cag cal calc calcaneo calcaneus
calcif calcificacao calcificacoes calcification calcifications calcium calf caliper call calves camera canal canine
cannot cap capsule capture cara carcinoma card cardiac cardio cardiomegaly cardiomyopathy care carotid carotidas
carotids carotis carpal carpo cart case casting cateter cath catheter cathlab cause caused cave caviglia cavity cbct
cbd cbf cbv cecum celiac cell cellulitis cemra center centered central cephalic cerebellum cerebral cerebrum cerv
cerveau cervello cervical cervicale cervix chamber change changed changes channel chart chd check chemo chemotherapy
chest cheveux cheville chevilles child children chin cholangio cholangiogram cholangiography chole cholecystectomy
cholecystitis cholelithiasis chronic ciclo cilinderbiopsie cine cintura circ circle circumferential cirrhosis
cirrhotic cirurgia ciss cisternogram cisterns clavicle clavicles clavicula clavicular clean cleaned clear clin clinic
clinica clinical clinically clip clips clival clock close clot clotting cmp cmt cnr cns coag coarse coccyx cocix code
codes codo coeur coil coils cold colic colitis collapse collected collection collegamento collimation collo colo colon
colonic colonna colonne colonography color colored colour column columna coluna com combine combined combo come
comment comments common comp compare compared comparison compartment compatible complaint complaints complemento
completa complete completed completo complex complication compound compress compressed compression con conc concat
concern conductive cone conf config confirm conformal congenital consent consistent constant consult cont contiguous
continue continued continuous contour contra contralateral contrast contraste contrasto control controle controllo
controlo contusion conv conventional conversion convert converted cookie coordinate copd copy cor coracao corazon cord
cords core cornea coro coronaire coronal coronals coronaria coronarias coronaries coronary corpo corps corr correct
corrected correction corte cortes coscia costal costelas costole cote cotes cotovelo cou coude cough could count
counts coupe coupes course coverage covid cowboy coxa cpmg cpr crane craneo crani cranial cranio cranioencefalico
craniotomy cranium create created creatinina crop crossing crossover crt crural csf csi csmemp csp cspine cssfp cta
ctac ctap ctc ctdi ctdivol cte ctf cth ctl ctls ctpa ctsp cube cubital cuello cuff cuidados cuisse culdoc cuore cure
curr current curvature curve curved custom cut cuts cvc cvp cxr cycle cyclic cyst cystic cystitis cystogram
cystography cysts dacryocystogram daily damage damaged dark darm data dataset datasets date daumen dce dcm dcmtk ddh
deadline debout decreased decub decubitus dedo dedos deep def default defecogram defecography deform deformity deg
degen degenerative degree degrees delay delayed dementia demo dense density dent dental dente dentes denti dents
depends depistage depression depth derecha derechas derecho derechos derivative derived derrame desc descending descr
description desktop despite dess destra destro det detail details detected detection detector detectors detox dev
develop deviation device dexa dextro dft dia diabetes diabetic diag diagnose diagnoses diagnosis diagnostic
diagnostica diagnostico diagnostics diagnostik diagram dialysis diameter diaphragm diario diast diastole diastolic
dickdarm dickschicht dicom did diente diff differential difficulty diffuse diffusion difusao digestif digestivo digit
digital digitized digits dij dilatation dilated dim dimension dir direct direction direita direitas direito direitos
direta disc discharge discography discomfort discovery discrete discs disease disk disks disorder disorders disp
displaced display dissection dist distal distended distention dita dito div diverticulitis dixon dlp document doenca
doente does doigt doigts dolor dolore done doppler dor dorsal dorsale dorso dorsum dos dose doses double douleur down
drain drainage drawing drift drive droit droite drop dry dsa dsc dta dti dual duct ductal ductogram due duim duod
duodenum dup duplex dura dural during dvt dwi dwibs dyn dynamic dysp dysphagia dysplasia dyspnea each ear early ears
ecchymosis ecg echo echocardiogram echocardiographie echocardiography echoes echographie ecocardiografia
ecocardiograma ecodoppler ecografia ecografico ectasia ectopic eczema edema edge edit edited effect effort effusion
egd ein einzeitig either eject ejection elapsed elastography elbow elbows elderly elective elevated ellbogen elle
elleboog ellenbogen embarazo embolia embolism embolization embolus embryo embryonic emerg emergency emphysema empty
empyema enabled enamel encefalica encefalo encephale encoded encounter end endo endometrial endometriosis endometrium
endoscopy endovascular enema enfant enfermedad engine enh enhanced enhancement enkel enlarged enlargement enough enter
enteroclysis enterography entier entire entrada entry entzundung epaule epaules epi epicondyle epicondylitis epid
epidural epigastric epiglottis epilepsy epiphysis epistaxis equip erase ercp erect erguss erosion erosive error
erwachsen erwachsene esame escapula eso esofago esoph esophageal esophagogram esophagram esophagus esp espalda esq
esquerda esquerdas esquerdo esquerdos ess est estadiamento esterno estomac estomago estudio estudo estudos etc
etiology eval evaluate evaluation evar even event exam exame examen examens exames examination examined example exams
exc except excision exclude exercise exophthalmos exostosis exp expected expir expiration expiratory export exported
exposed exposure ext extended extension external externo extra extraction extravasation extrem extremidad extremities
extremity eye eyes fac faccia face faces facet facets facial factor fail failed failure fall fallopian false faringe
fascia fase fases fast fasting fat fatigue fatsat fatsup fatty fbp fdg feeding feet fegato fem femal female femoral
femore femoroacetabular femur femural femurs ferida fes fess fet fetal fetus fever few ffdm ffe fgre fiber fibroid
fibroids fibroma fibromuscular fibrosis fibula field fields fiesta fievre figado fil file files fill filling film
films filt filter filtered final finding findings fine finer finger fingers finished first fisp fissure fist fistula
fistulogram fit five fix fixation fixed flair flank flash flat flex flexed flexion flip float flow flu fluid fluorine
fluoro fluoroscopic fluoroscopy flutter fluxo fmri fna fnac foc focal focus focused foie folder foll follicle
follicular follow followup fontanelle foot foramen forearm foreign form format formation formed forward foss fossa
found four fov fps frac fractura fracture fractured fractures frag frage fraktur frame frames frattura fratura free
frente freq frequency from front frontal fse fspgr ftp full func funcional function functional fundal fundus further
fus fused fusiform fusion fuss fusse fxr gad gadavist gadolinium gadovist gain gait gall gallbladder galle gallenblase
gallenwege gallium gallstone gallstones gamba gamma ganglion gangrene gantry garganta gas gastric gastritis gastro
gated gating gauche gaze gefasse gehirn gel gelenk gelenke gelenken gen general generalized generated generator
generic genou genoux gesicht gesichtsschadel gest gestation gestational gezicht ginocchia ginocchio give given gland
glands glenoid global glom glucose going goiter gomito good got gout grad grade gradient gradiente grafts granuloma
graph graphics grappa grase grasp gravid gravida gravidez gray gre great greater grele grid groin gros group growth
gtube guid guidance guide guided guidewire gun gyn gynecology gyr had haem half hallux hals halswirbelsaule hamstring
hanche hanches hand handgelenk hands handwurzel hard harnblase harnleiter has haste haut have hcc head headache
headaches heading healing health heart heel height helical hello hem hemangioma hematemesis hematoma hematuria hemi
hemidiaphragm hemithorax hemodialysis hemoptysis hemorragia hemorragie hemorrhage hemorrhoids hemothorax hepatic
hepatica hepatico hepatitis hepato hepatobiliary hepatomegaly here hereditary hernia hernias hersenen herz heterotopic
heup heupen hiatal hidden higado high hila hilar hilum hip hipofisis hips hires hirn hirnblutung hirsutism hist
histiocytosis histology historia history hiv hochauflosend hode hoden hold hole hombro hombros home hoofd horiz
horizontal hour hours how hrct hsg hsv htj2k hueso huesos hufte huften huftgelenk humeral humerus hws hyd hydatid
hydro hydrocele hydrocephalus hydronephrosis hyoid hyper hyperplasia hypertension hyperthyroid hyperthyroidism
hypertrophy hypo hypodense hypothyroid hypothyroidism hypoxia hyst hysterectomy hysterosalpingogram iac iacs iad icd
icon icterus icu icv idade ide idea ideal iden ident identical idiopathic idose idx iga ignored iiia ileal ileum ileus
iliac iliacs iliosakral ill image imaged imagem imagens imagerie images imaging img immediate immobile immune
impaction impedance impingement implant implants import imported impression improved inc inch incidental incisional
incl include included incohgre incomplete incontinence increase increased ind index indicated indication indications
indirect individual inf infant infarct infarction infarkt infeccao infection infectious inferior inferiores
infertility infiltrate inflammation inflammatory info information infra infundibulum infusion ing ingenia ingenuity
ingestion inguinal inherit init initial inj injecte injected injection injury inlet inner inpatient input insert
inserted insertion insp inspir inspiration inspiratory instability installation instead instrument insufficiency int
intact intake inter intera interactive interbody interior intermediate intermittent internal interno interp
interpretation interstitial intertrochanteric intervention interventional interventionelle intestin intestinal
intestine intestino into intra intracranial intracraniana intraductal intralesional intramural intramuscular intraop
intraoperative intrauterine intravenous intro intubated intubation intussusception inv invalid invasive inverse
inversion inverted investigation investigational iodinated iodine iodixanol iohexol iomeprol ionizing iop iopamidol
iopamiro ioversol ipat ipsi ipsilateral irc irm irradiation irregular irreversible irspgr isch ischemia ischemic
ischial ischium isi iso isocenter isotropic isovue issue issues item items its iud iugr ivc ivcon ivp ivu iza izq
izquierda izquierdo jambe jambes jaundice jaw jejunum job joelho joelhos joint joints jpeg jpegls jpegxl jug jugular
junction just juxta jxn kaak karyo keep keratoconus kernel keyhole keys kid kidney kidneys kiefer kiefergelenk kind
kinder knee knees knie kniegelenk kniescheibe knochel knocheln knochen knochenfenster known kontrast kontrastmittel
kontrolle kopf koronal koronar kreuzband kreuzbein kub kuit kvp kyphoplasty kyphosis lab label labeled labral labrum
lac lacerated laceration lacrimal lad lado lambda lami laminectomy landmark langen lap laparoscopic laparotomy large
larger laringe laryngeal larynx laser last lat late latency latent later lateral laterale lateralized laterals lava
layer layout lce lcx lead leads leak least leber left leg legs leiste len lendenwirbelsaule length lens les lesao
lesion lesions lesoes less lesser lethargy leukemia level levels lever lfov lge library lift lig ligament ligamento
ligaments ligation light lightspeed like likely lim limb limbs limit limited limping line linear lines lingual link
linke linken linker linkes links lip lipoma liq liquid list lithiasis lithotripsy liver lls lmp load loaded lobe
lobectomy lobes lobule loc local localised localiser localization localized localizer localizers locate location
locations locked loculated log loge logiq logs loin lombaire lombaires lombar lombare lombosagrada lombossagrada long
longen longitudinal look loop loose loosening lordosis lordotic loss lossless lossy low lower lowres lpo ltd lucency
lue lumb lumbaal lumbar lumbosacral lumen lump lumpectomy lumps lunate lung lunge lungen lungenembolie lungenfenster
lungs lungwindow lupus lut lvad lvef lvot lws lymph lymphadenopathy lymphangiography lymphatic lymphknoten lymphnode
lymphocele lymphoma lymphoscintigraphy lytic maag mach machoire made mag magen magnetic magnetom magnification
magnified main mains make mal malar male malformation malign malignancy malignant malleolus malrotation malunion mama
mamario mamas mamma mammella mammo mammografia mammogram mammograms mammographie mammography mamografia mamografica
managed mandible mandibula mandibular mano manos manual manubrium many mao maos map mapping maps marg margin marginal
mark marked marker markers mas masculino mask masked mass massa masse masses mast mastalgia mastectomy mastitis
mastoid mastoiditis mastoids mat match material matrix mature max maxilla maxillary maxillofacial maximal maximum mca
mcg mci mean meas measure measured measurement measurements meatal mech mechanical med medial median mediastinal
mediastinum mediastinumwindow medic medical medication medium medula medulla megre melanoma membre membro membros
memory memp men meningioma meningitis meniscal meniscus meniskus menorrhagia mens mensa mental merge merged mesenteric
meses mesh mesothelioma message met meta metabolic metabolism metabolite metabolites metacarpal metal metast
metastases metastasis metastatic metatarsal metatarsalgia method mets mevislab mezzo mgy mhz micro microcalcification
microcalcifications microscopy mid middle midfoot midline mieloma miembro migraine mild milt milz milza min mineral
mini minimal minimum minip minor minus minute minutes mip mips mirror misc miscarriage missing mit mitral mittel
mittelfuss mittelhand mixed mlo mmhg mobile mobility mode model moderate modified modulation module moelle monitor
monitoring mono monoenergetic monophasic month monthly months more morfologica morphology mort mosaic most motion
motor mouth move moved moving mp2rage mpr mprage mprs mra mrcp mre mri mrl mrs mrt mrtangio mrv msde msec msk mtc mtp
much muga muito multi multiecho multiframe multihance multinodular multiphase multiplanar multiple multislice
multistack multivoxel muneca mus muscle muscles muscolo muscul muscular musculo musculoskeletal muslo must myasthenia
myel myelo myelogram myelography myeloma myelopathy myo myocard myocardial myocarditis myocardium myoma myositis naa
nach nachverfolgung nail name names nao nariz narrow narrowing nasal nase nasennebenhohlen naso nasopharynx nat nativ
native nativen natural nausea navel navi near nebenniere nebennieren nec neck necr necrose necrosis need needed needle
needs neg negative nek neo neonatal neonate neoplasia neoplasm neoplastic neph nephrectomy nephritis nephro
nephrolithiasis nephrostomy nerve nerves nervo net neur neural neuralgia neuro neurocranium neurofibromatosis
neuroimaging neurologic neurological neuroma neuropathy neurosurg never new newborn newly nex next nez ngt nicu nier
niere nieren nifti night nil nino ninos nipple nnh node nodes nodular nodule nodules nodulo nodulos noise noncontrast
nondisplaced none nonenhanced nongated nonossifying nonspecific nonunion nor nord norm normal normalized nos nose not
notch note noted notes notfall now nuc nuchal nuclear null num number nuque ober oberarm oberbauch oberer oberes
oberkiefer oberschenkel obese obesity obj object objects obl obli oblique obliques obs obstetric obstetrica
obstetrical obstetrics obstruct obstructed obstruction obturator occ occhio occipital occipitocervical occiput
occlusal occlusion occult occup ocular odd odontogenic odontoid oeil off offset ofmri often ogen ohne ohr ohren oido
ojo ojos old older olecranon olho olhos oligohydramnios ombro ombros omni omnipaque omniscan once onco oncology
onderarm onderbeen onderzoek one only onto oog oor opacity oped open opened opening oper operation operative
operatorio opg oph ophthalmic ophthalmology opp opposed optic optical optima option optional options optiray oral
oralcon orb orbit orbita orbital orbitas orbites orbits order ordered orecchio oreille oreilles orif orig origin
original oropharynx orteil orteils ortho orthodontic orthop orthopantomogram orthopedic osem ossa ossea osseo osseous
osseuse osseux ossifying osso ossos osteo osteoarthritis osteochondral osteomyelitis osteopenia osteophyte
osteoporosis osteotomy other others otitis otosclerosis out outer outlet outpatient output outside ouvido ouvidos ova
ovaio ovarian ovaries ovario ovarios ovary over overall overlay overread overview own oxi oxygen pacemaker paciente
pacing package pacs pad pads paed page paget pain painful pair palate palette palpable palpation palpitations palsy
pan panc pancreas pancreatic pancreatitis pancytopenia panel panor panorama panoramic panoramique panorex pantorrilla
papilla papilledema para paracentesis parallel paralysis param parameter parameters paranasal paraplegia parathyroid
parede parenchyma parenchymal paresthesia parietal parotid parotida parotide parotids part partes partial particle
partly parts pass past pat patch patella patellar patello patellofemoral patent path pathologic pathological pathology
patient patients pattern pct pda pdw peak peau pecho pectus ped pedi pediatric pediatrica pediatrico pedicle peds peg
pegasus peito pel pelv pelve pelves pelvi pelvic pelvica pelvico pelvien pelvienne pelvis pelviscopy pen pend pending
penile penis per perc percent percutaneous perf perfil perforation perfusion perhaps perianal pericardial pericarditis
pericardium perineal perineum period periph peripheral periprosthetic periton peritoneal periv permanent perna pernas
peroneal persist persistent pes pescoco pesquisa petct petmr petrous petto pfanne pfortader phal phalanx phantom
phantoms pharyngeal pharyngogram pharynx phase phased phasen phases phleg phlegmon phosphor photo phrenic phys
physical physio physis picc pick picture pie pied piede piedi pieds pierna pies pilon pilot pin pineal pins pit
pituitary pix pixel pkd place placed placement placenta plain plan planar plane planes planned planning plano planos
plantar planungs plaque plastic plate plates please plethysmography pleura pleural pleurisy plexus plot plus pneumo
pneumonia pneumonitis pneumoperitoneum pneumothorax png poignet poignets point points polegar pollice polmonare
polmone polmoni pols polso poly polycystic polyhydramnios polyp polypectomy polyposis polyps polytrauma pontine pop
poplit popliteal port porta portable portacath portal portalvenos portalvenose portatil portion portogram pos position
positioned positioning positions positive poss possible post postcon postcontrast posterior postero posteroanterior
posterolat posthospital postmenopausal postmortem postop postoperative postpartum postproc postprocessed
postprocessing posttrauma posttraumatic potential pouce pouch poumon poumons power pre precision precon precontrast
prefix prega pregnancy pregnant prelim preliminary premature prenatal preop preoperative prep preparation presacral
prescan presence present presentation presented preset press pressure presurgical prev prevent prevention previa
preview previo previous previously priapism primary primate print prior priors pro prob probable probe probes problem
proc procedimento procedure procedures proceed process processed processing proctitis prod product profil profile prog
progress progression progressive prohance proj project projected projection prolapse prominent prone prop propeller
proph prost prostata prostate prostatectomy prostatic prostatitis prosthesis prosthetic prot proteinuria protese
prothese protocol protocolo protocols proton prototype prox proximal pseudo pseudoaneurysm psif psma psoas psychosis
ptc ptosis ptx pubic pubis public pull pulm pulmao pulmo pulmoes pulmon pulmonaire pulmonar pulmonary pulmones
pulsatile pulse pulseox pulses pump punct punctie puncture punho punhos pupil pure purulent push pyel pyelogram
pyelonephritis pyloric pylorus qsm quad quadra quadrant quadriceps quadril quadriplegia qual quality quant
quantification quantitative quarter queda quer query quick rachen rachide rachis rad radial radiance radiat radiating
radiation radical radicul radicular radiculitis radiculopathy radio radiografia radiogram radiograph radiographic
radiographie radiographs radiography radiologia radiology radiolucent radiopaque radiotherapy radius rads raise ramp
ramus random range ranges rapid rare rasff rash rastreio rate rather ratio raw rca rcbf rcbv read reader reading ready
real rear reason rec recall recalled receive recent recheck rechte rechten rechter rechtes rechts recon recons reconst
reconstr reconstructed reconstruction record recovery rect rectal rectocele rectosigmoid rectum recur recurrence
recurrent red reduced reduction ref refer reference refl reflex reflux reform reformat reformats reformatted
refractory reg regadenoson region regional regions register registered registration regular regurgitation rehab rein
reins reject rel related relation relative relax release rem remission remote removal removed ren renal render
rendered rendering rene reni reop rep repair repaired repeat repeated replace replaced replacement report requ request
requested required res rescaled research resectable resection reset residual resolution resolve resolved resonancia
resp respiration respiratory response ressonancia rest restaging resting restingstate restrict result results resus
retained retention retinal retinopathy reto retro retrograde retroperitoneal retroperitoneo retroperitoneum
retrosternal rev reverse reversible revi review revision revolution rfmri rfov rgb rhabdo rheum rhinitis rib ribben
ribs ricket rickets right rim ring rinon rinones rins rippe rippen risk risonanza rle rodilla rodillas roi roll romp
rontgen room root rot rotate rotated rotation rotational rotator rotina rotula round rout route routine row rows rpo
rsfmri rssg rucken rue rug rule ruled rumpf run runoff rup rupture ruptured rutura rvot sac sacral sacrale sacro
sacroiliac sacroiliaca sacroiliacas sacrum sag sagittal sagittals saline saliv salivary same sample sampled samples
sangue sans sarcoid sarcoidosis sarcoma sat satur saturation save saved scale scaled scan scanned scanner scanogram
scans scap scaphoid scapula scapular scar scat scatter scenario scene schadel schadelbasis schedel schedule scheduled
schema schilddruse schildklier schlafenbein schlussel schlusselbein schmerz schmerzen schnitt schnitte schouder
schouders schulter schultergelenk schultergurtel schultern scintigrafia scler sclerosis sclerotic scol scoli scoliosis
scope score scored scoring scout scouts screen screening script scrot scrotal scrotum sct sdh sec second secondary
seconds section sections see seen seepi seg segm segment segmental segmentation segmented segments seguimento sein
seins seios seizure seizures sel select selected selection selective sella sem semi seno senos sensation sense
senseref sensitivity sensory senza sep sepsis septal septic septum seq sequence sequences sequoia ser serial series
server session set setting settings setup several severe shaded shadow shall shape shear shift shim shimming short
shortness shot should shoulder shoulders show shows shrapnel shunt shuntogram sialogram sialolithiasis sicca sick
sickle side sided sides sigma sigmoid sign signa signal signs silla sim similar simple simples simulated simulation
simultaneous sin since single sinistra sinistro sino sinogram sinus sinuses sinusitis sistema site sites sitting
sitzend size sized skel skeletal skeleton skin skull skyline slab slabs sleep sleeve sleutelbeen slice slices slide
slight slightly slip slit slokdarm slope slow small smart smash smoker smoking smooth snap snowstorm sobre soft
softtissue software solid solitary somatom some sonata sonogram sonographic sonography sort sorted sospecha sou source
space spaces spair spalla spalle span spare spasm spat spatial spatvenos spc spec special specific specimen speck
spect spectral spectro spectroscopic spectroscopy speech speed speicheldrusen speiseroehre spgr sphenoid spher spin
spinal spine spines spio spir spiral spiro spleen splen splenic splenomegaly splenoportogram split spoil spoiled
spondyl spondylolisthesis spondylolysis spondylosis sponge spot spots sprain spread sprunggelenk spur squam square
ssfp ssfse ssh sstse stab stability stable stack stacks stage staged staging stair stand standard standardized
standing starmap start stat state static station stations status stealth steep stehend steissbein stem sten stenosis
stent stenting stents step stereo stereotactic sternal sternoclavicular sternotomy sternum still stim stimulation stir
stirn stitch stitched stnd stom stoma stomach stomaco stone stones stool stop storage str strahlen straight strain
stress stretch striat stricture stridor string strip stroke structural structure structures strut stud studies studio
study stump sturz style sub subacute subarach subarachnoid subclav subclavian subcut subcutaneous subdural subject
subjects sublux subluxation submandibular submental suboptimal subs subseg subsegmental subset subtal subtalar subtr
subtract subtracted subtraction subtrochanteric such suctioned suivi sulci sulcus sum summary summation summed sunrise
sup super superficial superimposed superior superiores supine supp suppl supplement support suppressed suppression
supra supraclavicular supraglottic suprarrenais supraspinatus sural surf surface surg surgeries surgery surgical
surrenale surv surveillance survey surview sus susc suscep susceptibility susp suspect suspected suspeita suspicion
suspicious sut suture svs swallow swallowed swallowing swan sweating swelling swi swimmer swimmers swip switch swollen
sym symphony symphysis symptom symptomatic symptoms syn sync syncopal syncope syndrome synovial synovitis syntax
syring syrinx sys syst system systemic systole systolic tab table tac tachycardia tag tags tail taken talar talus tand
tandem tap tape target targeted tars tarsal task tavi tavr tca team tear technetium technique tecidos tee teen teeth
tele telerradiografia temp template temporal temporary temporomandibular temps tender tenderness tendin tendinitis
tendinosis tendon tendons tenen tens tension term terminal tertiary tes test testa tested testes testicle testicles
testicular testiculo testiculos testing testis tests tete text texture tfe tfi tfl thal thalam thalamus thallium
thallus than that the their then theory therap therapeutic therapy there thermal they thick thickness thigh thighs
thin thing thins thinslice third this thor thorac thoracentesis thoracic thoracique thoracoabdominal thoracolumbar
thoracotomy thorax thread three thresh threshold thrive throat thrombectomy thrombocytopenia thrombosed thrombosis
thrombus through throughput thru thumb thumbs thus thymoma thymus thyroid thyroide thyroidectomy tia tib tibfib tibia
tibial tibiofibular tibs tile till tilt tilted time timed timepoint timer times timing tinnitus tip tips tireoide tirm
tiroide tissue tissues title tki tlso tmj tmjs tobillo tobillos today toe toes tof tomo tomografia tomogram
tomoscintigrafia tomosintese tomosyn tomosynthesis tongue tonsil tonsils too tool tools tooth top topo topogram
topogramm torace toracica toracico torax tornozelo tornozelos torsion torticollis total touch tour toward towne tox
tra trace tracer tracew trach trachea tracheal tracheostomy track tract tractography trans transabdominal transaxial
transcranial transducer transection transesophageal transfemoral transfer transform transient transjugular translate
transmission transp transparent transperineal transplant transplanted transport transrep transthoracic transv
transvaginal transverse trap trapped trauma traumatic traumatisme traumatismo treat treated treatment tree tremor
trial triangle tricks trics tricuspid trig trigeminal trigger triggered trimester tripl triple trochanter trochanteric
trompa tronc true trufi trufisp truncated trunk try tse tsedixon ttp tub tube tuberculosis tubes tubing tubo tubular
tumeur tumor tumore tumores tumors tumour tumours tunnel turbo turf turned twice twin twins twist two type typical
uberlagerung ubersicht ufe ulcer ulcerative ulcers ulna ulnar ult ultra ultrafast ultrasonic ultrasonography
ultrasound ultravist umbil umbilical umbilicus unable uncal uncomplicated uncompressed unconscious uncorrected under
underlying undersampled unenhanced unequal unexplained unfall unfused unha uni unilat unilateral union unit units
unknown unless unlimited unnamed unremarkable unresolved unsigned unspec unspecified unstable unter unterarm
unterbauch unterer unteres unterkiefer unterschenkel untersuchung until unused upgraded upon upp upper upright uptake
uremia ureter ureteral ureteric ureteroscopy ureters urethra urethral urethrogram uretra urgence urgencia urgent
urgente urinario urinary urine uro urografia urogram urography urology urosepsis use used user usg using usual uter
uterine utero uterus utricle uveitis uvj vag vagal vagina vaginal valgus value values valv valve valves valvula
valvular var variable varic varicele varices varicocele varicose various varus vas vasc vascular vasculature
vasculitis vaso vasospasm vault vbh vcug vector vegetation veia veias vein veine veineux veins vejiga velocity velum
vena venacava vene venen venogram venography venos venosa venose venoso venous vent venter ventilation ventral ventre
ventric ventricle ventricles ventricular ventricule ventriculo ventriculography ventriculomegaly ventriculoperitoneal
verdacht verlauf verlaufskontrolle version versus vert vertebra vertebrae vertebral vertebre vertebroplasty vertex
vertical vertigo very vescica vesicle vesicula vesicule vessel vessels vessie vestib vestibular vfa via viability vias
vibe video videofluoroscopy view viewed viewer views vinger vingers viral virtual visceral visible visipaque visit
vista visual vit vital vitamin vitreous vivid vnc vocal voet voeten voi void voiding voie voies vol volar volt volume
volumes volumetric voluson volv volvulus vomiting vor vorfuss voxel vpshunt wachstum waist wall walls was wash washin
washout watch water watershed wats wave way weak weakness wear wedge week weeks weichteil weichteile weichteilfenster
weigh weight weightbearing weighted well went were wervelkolom wet wfi what wheezing when where which while whiplash
who whole whose why wide width win wind window windows wip wirbel wirbelsaule wire wish with within without wks wlk
word work working workstation workup would wound wrap wrist wrists wtc xbone xeleris xenon xform xper xray xrays year
years yellow yes yet yeux zahn zahne zehe zehen zero zip zonder zone zones zoom zte zunge zur zwerchfell zygoma
zygomatic zyste zysten
"""
