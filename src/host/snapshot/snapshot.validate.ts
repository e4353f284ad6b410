// @ts-nocheck Made by `npm run build` from the schema beside it.
export const validate = { record: 'snapshot' as const, fits: validate18 };
const schema7 = {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"schema":{"type":"string","const":"fngvt.snapshot/1"},"taken":{"default":"","type":"string"},"tool":{"type":"object","properties":{"name":{"type":"string"},"version":{"type":"string"},"call":{"type":"string"}},"required":["name","version"]},"note":{"allOf":[{"$ref":"#/definitions/__schema0"}]},"redactions":{"type":"object","propertyNames":{"type":"string"},"additionalProperties":{"type":"number"}},"supposed":{"type":"array","items":{"$ref":"#/definitions/__schema1"}},"files":{"default":{},"type":"object","propertyNames":{"$ref":"#/definitions/__schema1"},"additionalProperties":{"anyOf":[{"$ref":"#/definitions/__schema0"},{"type":"object","properties":{"keep":{"type":"string","maxLength":1000},"text":{"$ref":"#/definitions/__schema0"}},"required":["keep","text"]}]}},"stats":{"default":{},"type":"object","propertyNames":{"$ref":"#/definitions/__schema1"},"additionalProperties":{"type":"object","properties":{"mode":{"type":"string"},"owner":{"type":"number"},"group":{"type":"number"},"size":{"type":"number"},"mtime":{"type":"string"},"free":{"type":"number"}},"required":["mode","owner","group","size","mtime","free"]}},"failed":{"default":{},"type":"object","propertyNames":{"$ref":"#/definitions/__schema1"},"additionalProperties":{"type":"string","enum":["failed","timed out"],"description":"failed or timed out"}},"links":{"default":{},"type":"object","propertyNames":{"$ref":"#/definitions/__schema1"},"additionalProperties":{"$ref":"#/definitions/__schema1"}},"dirs":{"default":{},"type":"object","propertyNames":{"$ref":"#/definitions/__schema1"},"additionalProperties":{"type":"array","items":{"$ref":"#/definitions/__schema1"}}},"binary":{"default":{},"type":"object","propertyNames":{"$ref":"#/definitions/__schema1"},"additionalProperties":{"type":"string"}},"absent":{"default":[],"type":"array","items":{"$ref":"#/definitions/__schema1"}},"denied":{"default":[],"type":"array","items":{"$ref":"#/definitions/__schema1"}},"commands":{"default":[],"type":"array","items":{"type":"object","properties":{"argv":{"type":"array","items":{"$ref":"#/definitions/__schema1"}},"exit":{"description":"a whole number or null","anyOf":[{"$ref":"#/definitions/__schema2"},{"type":"null"}]},"stdout":{"default":"","allOf":[{"$ref":"#/definitions/__schema0"}]},"stderr":{"default":"","allOf":[{"$ref":"#/definitions/__schema0"}]}},"required":["argv","exit"]}},"inventory":{"default":{},"type":"object","propertyNames":{"type":"string"},"additionalProperties":{"type":"object","propertyNames":{"type":"string"},"additionalProperties":{"type":["string","number"]}}}},"required":["schema"],"definitions":{"__schema0":{"type":"string","maxLength":16777216},"__schema1":{"type":"string","maxLength":4096},"__schema2":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}}};
const schema8 = {"type":"string","maxLength":16777216};

function validate19(data){
let errors = 0;
if(errors === 0){
if(typeof data === "string"){
if(data.length > 16777216){
return false;
}
}
else {
return false;
}
}
return errors === 0;
}

const schema9 = {"type":"string","maxLength":4096};

function validate21(data){
let errors = 0;
if(errors === 0){
if(typeof data === "string"){
if(data.length > 4096){
return false;
}
}
else {
return false;
}
}
return errors === 0;
}

const schema10 = {"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991};

function validate36(data){
let errors = 0;
if(!((typeof data == "number") && (!(data % 1) && !isNaN(data)))){
return false;
}
if(errors === 0){
if(typeof data == "number"){
if(data > 9007199254740991 || isNaN(data)){
return false;
}
else {
if(data < -9007199254740991 || isNaN(data)){
return false;
}
}
}
}
return errors === 0;
}


function validate18(data){
let errors = 0;
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.taken === undefined){
data.taken = "";
}
if(data.files === undefined){
data.files = {};
}
if(data.stats === undefined){
data.stats = {};
}
if(data.failed === undefined){
data.failed = {};
}
if(data.links === undefined){
data.links = {};
}
if(data.dirs === undefined){
data.dirs = {};
}
if(data.binary === undefined){
data.binary = {};
}
if(data.absent === undefined){
data.absent = [];
}
if(data.denied === undefined){
data.denied = [];
}
if(data.commands === undefined){
data.commands = [];
}
if(data.inventory === undefined){
data.inventory = {};
}
let missing0;
if((data.schema === undefined) && (missing0 = "schema")){
return false;
}
else {
if(data.schema !== undefined){
let data0 = data.schema;
const _errs1 = errors;
if(typeof data0 !== "string"){
return false;
}
if("fngvt.snapshot/1" !== data0){
return false;
}
var valid0 = _errs1 === errors;
}
else {
var valid0 = true;
}
if(valid0){
let data1 = data.taken;
const _errs3 = errors;
if(typeof data1 !== "string"){
return false;
}
var valid0 = _errs3 === errors;
if(valid0){
if(data.tool !== undefined){
let data2 = data.tool;
const _errs5 = errors;
if(errors === _errs5){
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
let missing1;
if(((data2.name === undefined) && (missing1 = "name")) || ((data2.version === undefined) && (missing1 = "version"))){
return false;
}
else {
if(data2.name !== undefined){
let data3 = data2.name;
const _errs7 = errors;
if(typeof data3 !== "string"){
return false;
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.version !== undefined){
let data4 = data2.version;
const _errs9 = errors;
if(typeof data4 !== "string"){
return false;
}
var valid1 = _errs9 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data2.call !== undefined){
let data5 = data2.call;
const _errs11 = errors;
if(typeof data5 !== "string"){
return false;
}
var valid1 = _errs11 === errors;
}
else {
var valid1 = true;
}
}
}
}
}
else {
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.note !== undefined){
const _errs13 = errors;
if(!(validate19(data.note))){
errors++;
}
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.redactions !== undefined){
let data7 = data.redactions;
const _errs15 = errors;
if(errors === _errs15){
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key0 in data7){
const _errs17 = errors;
if(typeof key0 !== "string"){
errors++;
}
var valid3 = _errs17 === errors;
if(!valid3){
errors++;
return false;
break;
}
}
if(valid3){
for(const key1 in data7){
let data8 = data7[key1];
const _errs20 = errors;
if(!(typeof data8 == "number")){
return false;
}
var valid4 = _errs20 === errors;
if(!valid4){
break;
}
}
}
}
else {
return false;
}
}
var valid0 = _errs15 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.supposed !== undefined){
let data9 = data.supposed;
const _errs22 = errors;
if(errors === _errs22){
if(Array.isArray(data9)){
var valid5 = true;
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
const _errs24 = errors;
if(!(validate21(data9[i0]))){
errors++;
}
var valid5 = _errs24 === errors;
if(!valid5){
break;
}
}
}
else {
return false;
}
}
var valid0 = _errs22 === errors;
}
else {
var valid0 = true;
}
if(valid0){
let data11 = data.files;
const _errs25 = errors;
if(errors === _errs25){
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key2 in data11){
const _errs27 = errors;
if(!(validate21(key2))){
errors++;
}
var valid6 = _errs27 === errors;
if(!valid6){
errors++;
return false;
break;
}
}
if(valid6){
for(const key3 in data11){
let data12 = data11[key3];
const _errs29 = errors;
const _errs30 = errors;
let valid8 = false;
const _errs31 = errors;
if(!(validate19(data12))){
errors++;
}
var _valid0 = _errs31 === errors;
valid8 = valid8 || _valid0;
if(!valid8){
const _errs32 = errors;
if(errors === _errs32){
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
let missing2;
if(((data12.keep === undefined) && (missing2 = "keep")) || ((data12.text === undefined) && (missing2 = "text"))){
errors++;
}
else {
if(data12.keep !== undefined){
let data13 = data12.keep;
const _errs34 = errors;
if(errors === _errs34){
if(typeof data13 === "string"){
if(data13.length > 1000){
errors++;
}
}
else {
errors++;
}
}
var valid9 = _errs34 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data12.text !== undefined){
const _errs36 = errors;
if(!(validate19(data12.text))){
errors++;
}
var valid9 = _errs36 === errors;
}
else {
var valid9 = true;
}
}
}
}
else {
errors++;
}
}
var _valid0 = _errs32 === errors;
valid8 = valid8 || _valid0;
}
if(!valid8){
errors++;
return false;
}
else {
errors = _errs30;
}
var valid7 = _errs29 === errors;
if(!valid7){
break;
}
}
}
}
else {
return false;
}
}
var valid0 = _errs25 === errors;
if(valid0){
let data15 = data.stats;
const _errs37 = errors;
if(errors === _errs37){
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key4 in data15){
const _errs39 = errors;
if(!(validate21(key4))){
errors++;
}
var valid10 = _errs39 === errors;
if(!valid10){
errors++;
return false;
break;
}
}
if(valid10){
for(const key5 in data15){
let data16 = data15[key5];
const _errs41 = errors;
if(errors === _errs41){
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
let missing3;
if(((((((data16.mode === undefined) && (missing3 = "mode")) || ((data16.owner === undefined) && (missing3 = "owner"))) || ((data16.group === undefined) && (missing3 = "group"))) || ((data16.size === undefined) && (missing3 = "size"))) || ((data16.mtime === undefined) && (missing3 = "mtime"))) || ((data16.free === undefined) && (missing3 = "free"))){
return false;
}
else {
if(data16.mode !== undefined){
let data17 = data16.mode;
const _errs43 = errors;
if(typeof data17 !== "string"){
return false;
}
var valid12 = _errs43 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data16.owner !== undefined){
let data18 = data16.owner;
const _errs45 = errors;
if(!(typeof data18 == "number")){
return false;
}
var valid12 = _errs45 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data16.group !== undefined){
let data19 = data16.group;
const _errs47 = errors;
if(!(typeof data19 == "number")){
return false;
}
var valid12 = _errs47 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data16.size !== undefined){
let data20 = data16.size;
const _errs49 = errors;
if(!(typeof data20 == "number")){
return false;
}
var valid12 = _errs49 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data16.mtime !== undefined){
let data21 = data16.mtime;
const _errs51 = errors;
if(typeof data21 !== "string"){
return false;
}
var valid12 = _errs51 === errors;
}
else {
var valid12 = true;
}
if(valid12){
if(data16.free !== undefined){
let data22 = data16.free;
const _errs53 = errors;
if(!(typeof data22 == "number")){
return false;
}
var valid12 = _errs53 === errors;
}
else {
var valid12 = true;
}
}
}
}
}
}
}
}
else {
return false;
}
}
var valid11 = _errs41 === errors;
if(!valid11){
break;
}
}
}
}
else {
return false;
}
}
var valid0 = _errs37 === errors;
if(valid0){
let data23 = data.failed;
const _errs55 = errors;
if(errors === _errs55){
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key6 in data23){
const _errs57 = errors;
if(!(validate21(key6))){
errors++;
}
var valid13 = _errs57 === errors;
if(!valid13){
errors++;
return false;
break;
}
}
if(valid13){
for(const key7 in data23){
let data24 = data23[key7];
const _errs59 = errors;
if(typeof data24 !== "string"){
return false;
}
if(!((data24 === "failed") || (data24 === "timed out"))){
return false;
}
var valid14 = _errs59 === errors;
if(!valid14){
break;
}
}
}
}
else {
return false;
}
}
var valid0 = _errs55 === errors;
if(valid0){
let data25 = data.links;
const _errs61 = errors;
if(errors === _errs61){
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key8 in data25){
const _errs63 = errors;
if(!(validate21(key8))){
errors++;
}
var valid15 = _errs63 === errors;
if(!valid15){
errors++;
return false;
break;
}
}
if(valid15){
for(const key9 in data25){
const _errs65 = errors;
if(!(validate21(data25[key9]))){
errors++;
}
var valid16 = _errs65 === errors;
if(!valid16){
break;
}
}
}
}
else {
return false;
}
}
var valid0 = _errs61 === errors;
if(valid0){
let data27 = data.dirs;
const _errs66 = errors;
if(errors === _errs66){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
for(const key10 in data27){
const _errs68 = errors;
if(!(validate21(key10))){
errors++;
}
var valid17 = _errs68 === errors;
if(!valid17){
errors++;
return false;
break;
}
}
if(valid17){
for(const key11 in data27){
let data28 = data27[key11];
const _errs70 = errors;
if(errors === _errs70){
if(Array.isArray(data28)){
var valid19 = true;
const len1 = data28.length;
for(let i1=0; i1<len1; i1++){
const _errs72 = errors;
if(!(validate21(data28[i1]))){
errors++;
}
var valid19 = _errs72 === errors;
if(!valid19){
break;
}
}
}
else {
return false;
}
}
var valid18 = _errs70 === errors;
if(!valid18){
break;
}
}
}
}
else {
return false;
}
}
var valid0 = _errs66 === errors;
if(valid0){
let data30 = data.binary;
const _errs73 = errors;
if(errors === _errs73){
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key12 in data30){
const _errs75 = errors;
if(!(validate21(key12))){
errors++;
}
var valid20 = _errs75 === errors;
if(!valid20){
errors++;
return false;
break;
}
}
if(valid20){
for(const key13 in data30){
let data31 = data30[key13];
const _errs77 = errors;
if(typeof data31 !== "string"){
return false;
}
var valid21 = _errs77 === errors;
if(!valid21){
break;
}
}
}
}
else {
return false;
}
}
var valid0 = _errs73 === errors;
if(valid0){
let data32 = data.absent;
const _errs79 = errors;
if(errors === _errs79){
if(Array.isArray(data32)){
var valid22 = true;
const len2 = data32.length;
for(let i2=0; i2<len2; i2++){
const _errs81 = errors;
if(!(validate21(data32[i2]))){
errors++;
}
var valid22 = _errs81 === errors;
if(!valid22){
break;
}
}
}
else {
return false;
}
}
var valid0 = _errs79 === errors;
if(valid0){
let data34 = data.denied;
const _errs82 = errors;
if(errors === _errs82){
if(Array.isArray(data34)){
var valid23 = true;
const len3 = data34.length;
for(let i3=0; i3<len3; i3++){
const _errs84 = errors;
if(!(validate21(data34[i3]))){
errors++;
}
var valid23 = _errs84 === errors;
if(!valid23){
break;
}
}
}
else {
return false;
}
}
var valid0 = _errs82 === errors;
if(valid0){
let data36 = data.commands;
const _errs85 = errors;
if(errors === _errs85){
if(Array.isArray(data36)){
var valid24 = true;
const len4 = data36.length;
for(let i4=0; i4<len4; i4++){
let data37 = data36[i4];
const _errs87 = errors;
if(errors === _errs87){
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.stdout === undefined){
data37.stdout = "";
}
if(data37.stderr === undefined){
data37.stderr = "";
}
let missing4;
if(((data37.argv === undefined) && (missing4 = "argv")) || ((data37.exit === undefined) && (missing4 = "exit"))){
return false;
}
else {
if(data37.argv !== undefined){
let data38 = data37.argv;
const _errs89 = errors;
if(errors === _errs89){
if(Array.isArray(data38)){
var valid26 = true;
const len5 = data38.length;
for(let i5=0; i5<len5; i5++){
const _errs91 = errors;
if(!(validate21(data38[i5]))){
errors++;
}
var valid26 = _errs91 === errors;
if(!valid26){
break;
}
}
}
else {
return false;
}
}
var valid25 = _errs89 === errors;
}
else {
var valid25 = true;
}
if(valid25){
if(data37.exit !== undefined){
let data40 = data37.exit;
const _errs92 = errors;
const _errs93 = errors;
let valid27 = false;
const _errs94 = errors;
if(!(validate36(data40))){
errors++;
}
var _valid1 = _errs94 === errors;
valid27 = valid27 || _valid1;
if(!valid27){
const _errs95 = errors;
if(data40 !== null){
errors++;
}
var _valid1 = _errs95 === errors;
valid27 = valid27 || _valid1;
}
if(!valid27){
errors++;
return false;
}
else {
errors = _errs93;
}
var valid25 = _errs92 === errors;
}
else {
var valid25 = true;
}
if(valid25){
const _errs97 = errors;
if(!(validate19(data37.stdout))){
errors++;
}
var valid25 = _errs97 === errors;
if(valid25){
const _errs99 = errors;
if(!(validate19(data37.stderr))){
errors++;
}
var valid25 = _errs99 === errors;
}
}
}
}
}
else {
return false;
}
}
var valid24 = _errs87 === errors;
if(!valid24){
break;
}
}
}
else {
return false;
}
}
var valid0 = _errs85 === errors;
if(valid0){
let data43 = data.inventory;
const _errs101 = errors;
if(errors === _errs101){
if(data43 && typeof data43 == "object" && !Array.isArray(data43)){
for(const key14 in data43){
const _errs103 = errors;
if(typeof key14 !== "string"){
errors++;
}
var valid30 = _errs103 === errors;
if(!valid30){
errors++;
return false;
break;
}
}
if(valid30){
for(const key15 in data43){
let data44 = data43[key15];
const _errs106 = errors;
if(errors === _errs106){
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
for(const key16 in data44){
const _errs108 = errors;
if(typeof key16 !== "string"){
errors++;
}
var valid32 = _errs108 === errors;
if(!valid32){
errors++;
return false;
break;
}
}
if(valid32){
for(const key17 in data44){
let data45 = data44[key17];
const _errs111 = errors;
if((typeof data45 !== "string") && (!(typeof data45 == "number"))){
return false;
}
var valid33 = _errs111 === errors;
if(!valid33){
break;
}
}
}
}
else {
return false;
}
}
var valid31 = _errs106 === errors;
if(!valid31){
break;
}
}
}
}
else {
return false;
}
}
var valid0 = _errs101 === errors;
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
return false;
}
}
return errors === 0;
}
