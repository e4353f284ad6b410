// @ts-nocheck Made by `npm run build` from the schema beside it.
export const validate = { record: 'content' as const, fits: validate18 };
const schema7 = {"$schema":"http://json-schema.org/draft-07/schema#","type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema0"},{"type":"array","items":[{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema3"}],"additionalItems":false,"minItems":15,"maxItems":15},{"maxItems":64,"type":"array","items":{"$ref":"#/definitions/__schema4"}},{"type":["array","null"],"items":[{"type":"string","enum":["ready","ready-for-now","ready-to-stay","action-needed","reboot-needed","unsupported","unknown"]},{"$ref":"#/definitions/__schema5"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"}],"additionalItems":false,"minItems":5,"maxItems":5},{"maxItems":500,"type":"array","items":{"$ref":"#/definitions/__schema6"}},{"type":"array","items":[{"maxItems":200,"type":"array","items":{"$ref":"#/definitions/__schema9"}},{"maxItems":200,"type":"array","items":{"$ref":"#/definitions/__schema10"}},{"maxItems":64,"type":"array","items":{"$ref":"#/definitions/__schema11"}}],"additionalItems":false,"minItems":3,"maxItems":3},{"type":"array","items":[{"$ref":"#/definitions/__schema13"},{"$ref":"#/definitions/__schema13"},{"$ref":"#/definitions/__schema13"},{"$ref":"#/definitions/__schema13"},{"$ref":"#/definitions/__schema13"},{"$ref":"#/definitions/__schema13"},{"$ref":"#/definitions/__schema13"},{"$ref":"#/definitions/__schema13"},{"$ref":"#/definitions/__schema13"},{"maxItems":20,"type":"array","items":{"$ref":"#/definitions/__schema14"}}],"additionalItems":false,"minItems":10,"maxItems":10},{"type":"array","items":[{"$ref":"#/definitions/__schema13"},{"maxItems":3,"type":"array","items":{"$ref":"#/definitions/__schema15"}}],"additionalItems":false,"minItems":2,"maxItems":2}],"additionalItems":false,"minItems":9,"maxItems":9,"definitions":{"__schema0":{"type":"string","maxLength":1000},"__schema1":{"anyOf":[{"$ref":"#/definitions/__schema0"},{"type":"null"}]},"__schema2":{"type":["number","null"]},"__schema3":{"type":["boolean","null"]},"__schema4":{"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema5"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"}],"additionalItems":false,"minItems":11,"maxItems":11},"__schema5":{"type":["string","null"],"enum":["gvt-g","sr-iov","none",null]},"__schema6":{"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema0"},{"type":"string","enum":["error","warning","advice"]},{"type":"string","enum":["certain","likely"]},{"type":"string","enum":["fngvt","owner","firmware","system","guest","hardware"]},{"$ref":"#/definitions/__schema1"},{"type":"string","enum":["pass","fail","unknown","skipped"]},{"type":"boolean"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"type":"boolean"},{"maxItems":100,"type":"array","items":{"$ref":"#/definitions/__schema7"}}],"additionalItems":false,"minItems":12,"maxItems":12},"__schema7":{"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema8"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema8"},{"anyOf":[{"type":"boolean"},{"type":"string","enum":["denied","failed","timed out","not captured","undecided"]}]}],"additionalItems":false,"minItems":6,"maxItems":6},"__schema8":{"anyOf":[{"type":"null"},{"type":"boolean"},{"type":"number"},{"$ref":"#/definitions/__schema0"},{"maxItems":100,"type":"array","items":{"$ref":"#/definitions/__schema0"}}]},"__schema9":{"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema2"}],"additionalItems":false,"minItems":8,"maxItems":8},"__schema10":{"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema3"},{"maxItems":100,"type":"array","items":{"$ref":"#/definitions/__schema0"}}],"additionalItems":false,"minItems":5,"maxItems":5},"__schema11":{"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"},{"maxItems":100,"type":["array","null"],"items":{"$ref":"#/definitions/__schema12"}}],"additionalItems":false,"minItems":4,"maxItems":4},"__schema12":{"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}],"additionalItems":false,"minItems":2,"maxItems":2},"__schema13":{"type":"integer","minimum":0,"maximum":9007199254740991},"__schema14":{"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema13"}],"additionalItems":false,"minItems":2,"maxItems":2},"__schema15":{"type":"string","enum":["host","gpus","vgpu"]}}};
const schema10 = {"type":["number","null"]};
const schema14 = {"type":["boolean","null"]};
const schema8 = {"type":"string","maxLength":1000};

function validate19(data){
let errors = 0;
if(errors === 0){
if(typeof data === "string"){
if(data.length > 1000){
return false;
}
}
else {
return false;
}
}
return errors === 0;
}

const schema9 = {"anyOf":[{"$ref":"#/definitions/__schema0"},{"type":"null"}]};

function validate22(data){
let errors = 0;
const _errs0 = errors;
let valid0 = false;
const _errs1 = errors;
if(!(validate19(data))){
errors++;
}
var _valid0 = _errs1 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs2 = errors;
if(data !== null){
errors++;
}
var _valid0 = _errs2 === errors;
valid0 = valid0 || _valid0;
}
if(!valid0){
errors++;
return false;
}
else {
errors = _errs0;
}
return errors === 0;
}

const schema15 = {"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema5"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"}],"additionalItems":false,"minItems":11,"maxItems":11};
const schema17 = {"type":["string","null"],"enum":["gvt-g","sr-iov","none",null]};

function validate41(data){
let errors = 0;
if((typeof data !== "string") && (data !== null)){
return false;
}
if(!((((data === "gvt-g") || (data === "sr-iov")) || (data === "none")) || (data === null))){
return false;
}
return errors === 0;
}


function validate34(data){
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
if(data.length > 11){
return false;
}
else {
if(data.length < 11){
return false;
}
else {
const len0 = data.length;
if(!(len0 <= 11)){
return false;
}
else {
const len1 = data.length;
if(len1 > 0){
const _errs1 = errors;
if(!(validate19(data[0]))){
errors++;
}
var valid0 = _errs1 === errors;
}
if(valid0){
if(len1 > 1){
const _errs2 = errors;
if(!(validate22(data[1]))){
errors++;
}
var valid0 = _errs2 === errors;
}
if(valid0){
if(len1 > 2){
const _errs3 = errors;
if(!(validate22(data[2]))){
errors++;
}
var valid0 = _errs3 === errors;
}
if(valid0){
if(len1 > 3){
const _errs4 = errors;
if(!(validate22(data[3]))){
errors++;
}
var valid0 = _errs4 === errors;
}
if(valid0){
if(len1 > 4){
const _errs5 = errors;
if(!(validate22(data[4]))){
errors++;
}
var valid0 = _errs5 === errors;
}
if(valid0){
if(len1 > 5){
let data5 = data[5];
const _errs6 = errors;
if((!(typeof data5 == "number")) && (data5 !== null)){
return false;
}
var valid0 = _errs6 === errors;
}
if(valid0){
if(len1 > 6){
const _errs9 = errors;
if(!(validate22(data[6]))){
errors++;
}
var valid0 = _errs9 === errors;
}
if(valid0){
if(len1 > 7){
const _errs10 = errors;
if(!(validate41(data[7]))){
errors++;
}
var valid0 = _errs10 === errors;
}
if(valid0){
if(len1 > 8){
let data8 = data[8];
const _errs11 = errors;
if((!(typeof data8 == "number")) && (data8 !== null)){
return false;
}
var valid0 = _errs11 === errors;
}
if(valid0){
if(len1 > 9){
let data9 = data[9];
const _errs14 = errors;
if((!(typeof data9 == "number")) && (data9 !== null)){
return false;
}
var valid0 = _errs14 === errors;
}
if(valid0){
if(len1 > 10){
let data10 = data[10];
const _errs17 = errors;
if((!(typeof data10 == "number")) && (data10 !== null)){
return false;
}
var valid0 = _errs17 === errors;
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

const schema21 = {"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema0"},{"type":"string","enum":["error","warning","advice"]},{"type":"string","enum":["certain","likely"]},{"type":"string","enum":["fngvt","owner","firmware","system","guest","hardware"]},{"$ref":"#/definitions/__schema1"},{"type":"string","enum":["pass","fail","unknown","skipped"]},{"type":"boolean"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"type":"boolean"},{"maxItems":100,"type":"array","items":{"$ref":"#/definitions/__schema7"}}],"additionalItems":false,"minItems":12,"maxItems":12};
const schema22 = {"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema8"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema8"},{"anyOf":[{"type":"boolean"},{"type":"string","enum":["denied","failed","timed out","not captured","undecided"]}]}],"additionalItems":false,"minItems":6,"maxItems":6};
const schema23 = {"anyOf":[{"type":"null"},{"type":"boolean"},{"type":"number"},{"$ref":"#/definitions/__schema0"},{"maxItems":100,"type":"array","items":{"$ref":"#/definitions/__schema0"}}]};

function validate57(data){
let errors = 0;
const _errs0 = errors;
let valid0 = false;
const _errs1 = errors;
if(data !== null){
errors++;
}
var _valid0 = _errs1 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs3 = errors;
if(typeof data !== "boolean"){
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs5 = errors;
if(!(typeof data == "number")){
errors++;
}
var _valid0 = _errs5 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs7 = errors;
if(!(validate19(data))){
errors++;
}
var _valid0 = _errs7 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs8 = errors;
if(errors === _errs8){
if(Array.isArray(data)){
if(data.length > 100){
errors++;
}
else {
var valid1 = true;
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
const _errs10 = errors;
if(!(validate19(data[i0]))){
errors++;
}
var valid1 = _errs10 === errors;
if(!valid1){
break;
}
}
}
}
else {
errors++;
}
}
var _valid0 = _errs8 === errors;
valid0 = valid0 || _valid0;
}
}
}
}
if(!valid0){
errors++;
return false;
}
else {
errors = _errs0;
}
return errors === 0;
}


function validate54(data){
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
if(data.length > 6){
return false;
}
else {
if(data.length < 6){
return false;
}
else {
const len0 = data.length;
if(!(len0 <= 6)){
return false;
}
else {
const len1 = data.length;
if(len1 > 0){
const _errs1 = errors;
if(!(validate19(data[0]))){
errors++;
}
var valid0 = _errs1 === errors;
}
if(valid0){
if(len1 > 1){
const _errs2 = errors;
if(!(validate19(data[1]))){
errors++;
}
var valid0 = _errs2 === errors;
}
if(valid0){
if(len1 > 2){
const _errs3 = errors;
if(!(validate57(data[2]))){
errors++;
}
var valid0 = _errs3 === errors;
}
if(valid0){
if(len1 > 3){
const _errs4 = errors;
if(!(validate22(data[3]))){
errors++;
}
var valid0 = _errs4 === errors;
}
if(valid0){
if(len1 > 4){
const _errs5 = errors;
if(!(validate57(data[4]))){
errors++;
}
var valid0 = _errs5 === errors;
}
if(valid0){
if(len1 > 5){
let data5 = data[5];
const _errs6 = errors;
const _errs7 = errors;
let valid1 = false;
const _errs8 = errors;
if(typeof data5 !== "boolean"){
errors++;
}
var _valid0 = _errs8 === errors;
valid1 = valid1 || _valid0;
if(!valid1){
const _errs10 = errors;
if(typeof data5 !== "string"){
errors++;
}
if(!(((((data5 === "denied") || (data5 === "failed")) || (data5 === "timed out")) || (data5 === "not captured")) || (data5 === "undecided"))){
errors++;
}
var _valid0 = _errs10 === errors;
valid1 = valid1 || _valid0;
}
if(!valid1){
errors++;
return false;
}
else {
errors = _errs7;
}
var valid0 = _errs6 === errors;
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


function validate48(data){
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
if(data.length > 12){
return false;
}
else {
if(data.length < 12){
return false;
}
else {
const len0 = data.length;
if(!(len0 <= 12)){
return false;
}
else {
const len1 = data.length;
if(len1 > 0){
const _errs1 = errors;
if(!(validate19(data[0]))){
errors++;
}
var valid0 = _errs1 === errors;
}
if(valid0){
if(len1 > 1){
const _errs2 = errors;
if(!(validate19(data[1]))){
errors++;
}
var valid0 = _errs2 === errors;
}
if(valid0){
if(len1 > 2){
let data2 = data[2];
const _errs3 = errors;
if(typeof data2 !== "string"){
return false;
}
if(!(((data2 === "error") || (data2 === "warning")) || (data2 === "advice"))){
return false;
}
var valid0 = _errs3 === errors;
}
if(valid0){
if(len1 > 3){
let data3 = data[3];
const _errs5 = errors;
if(typeof data3 !== "string"){
return false;
}
if(!((data3 === "certain") || (data3 === "likely"))){
return false;
}
var valid0 = _errs5 === errors;
}
if(valid0){
if(len1 > 4){
let data4 = data[4];
const _errs7 = errors;
if(typeof data4 !== "string"){
return false;
}
if(!((((((data4 === "fngvt") || (data4 === "owner")) || (data4 === "firmware")) || (data4 === "system")) || (data4 === "guest")) || (data4 === "hardware"))){
return false;
}
var valid0 = _errs7 === errors;
}
if(valid0){
if(len1 > 5){
const _errs9 = errors;
if(!(validate22(data[5]))){
errors++;
}
var valid0 = _errs9 === errors;
}
if(valid0){
if(len1 > 6){
let data6 = data[6];
const _errs10 = errors;
if(typeof data6 !== "string"){
return false;
}
if(!((((data6 === "pass") || (data6 === "fail")) || (data6 === "unknown")) || (data6 === "skipped"))){
return false;
}
var valid0 = _errs10 === errors;
}
if(valid0){
if(len1 > 7){
let data7 = data[7];
const _errs12 = errors;
if(typeof data7 !== "boolean"){
return false;
}
var valid0 = _errs12 === errors;
}
if(valid0){
if(len1 > 8){
const _errs14 = errors;
if(!(validate22(data[8]))){
errors++;
}
var valid0 = _errs14 === errors;
}
if(valid0){
if(len1 > 9){
const _errs15 = errors;
if(!(validate22(data[9]))){
errors++;
}
var valid0 = _errs15 === errors;
}
if(valid0){
if(len1 > 10){
let data10 = data[10];
const _errs16 = errors;
if(typeof data10 !== "boolean"){
return false;
}
var valid0 = _errs16 === errors;
}
if(valid0){
if(len1 > 11){
let data11 = data[11];
const _errs18 = errors;
if(errors === _errs18){
if(Array.isArray(data11)){
if(data11.length > 100){
return false;
}
else {
var valid1 = true;
const len2 = data11.length;
for(let i0=0; i0<len2; i0++){
const _errs20 = errors;
if(!(validate54(data11[i0]))){
errors++;
}
var valid1 = _errs20 === errors;
if(!valid1){
break;
}
}
}
}
else {
return false;
}
}
var valid0 = _errs18 === errors;
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

const schema24 = {"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema2"}],"additionalItems":false,"minItems":8,"maxItems":8};

function validate65(data){
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
if(data.length > 8){
return false;
}
else {
if(data.length < 8){
return false;
}
else {
const len0 = data.length;
if(!(len0 <= 8)){
return false;
}
else {
const len1 = data.length;
if(len1 > 0){
const _errs1 = errors;
if(!(validate19(data[0]))){
errors++;
}
var valid0 = _errs1 === errors;
}
if(valid0){
if(len1 > 1){
const _errs2 = errors;
if(!(validate19(data[1]))){
errors++;
}
var valid0 = _errs2 === errors;
}
if(valid0){
if(len1 > 2){
let data2 = data[2];
const _errs3 = errors;
if((!(typeof data2 == "number")) && (data2 !== null)){
return false;
}
var valid0 = _errs3 === errors;
}
if(valid0){
if(len1 > 3){
let data3 = data[3];
const _errs6 = errors;
if((!(typeof data3 == "number")) && (data3 !== null)){
return false;
}
var valid0 = _errs6 === errors;
}
if(valid0){
if(len1 > 4){
let data4 = data[4];
const _errs9 = errors;
if((!(typeof data4 == "number")) && (data4 !== null)){
return false;
}
var valid0 = _errs9 === errors;
}
if(valid0){
if(len1 > 5){
let data5 = data[5];
const _errs12 = errors;
if((!(typeof data5 == "number")) && (data5 !== null)){
return false;
}
var valid0 = _errs12 === errors;
}
if(valid0){
if(len1 > 6){
const _errs15 = errors;
if(!(validate22(data[6]))){
errors++;
}
var valid0 = _errs15 === errors;
}
if(valid0){
if(len1 > 7){
let data7 = data[7];
const _errs16 = errors;
if((!(typeof data7 == "number")) && (data7 !== null)){
return false;
}
var valid0 = _errs16 === errors;
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

const schema30 = {"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema1"},{"$ref":"#/definitions/__schema3"},{"maxItems":100,"type":"array","items":{"$ref":"#/definitions/__schema0"}}],"additionalItems":false,"minItems":5,"maxItems":5};

function validate70(data){
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
if(data.length > 5){
return false;
}
else {
if(data.length < 5){
return false;
}
else {
const len0 = data.length;
if(!(len0 <= 5)){
return false;
}
else {
const len1 = data.length;
if(len1 > 0){
const _errs1 = errors;
if(!(validate19(data[0]))){
errors++;
}
var valid0 = _errs1 === errors;
}
if(valid0){
if(len1 > 1){
const _errs2 = errors;
if(!(validate22(data[1]))){
errors++;
}
var valid0 = _errs2 === errors;
}
if(valid0){
if(len1 > 2){
const _errs3 = errors;
if(!(validate22(data[2]))){
errors++;
}
var valid0 = _errs3 === errors;
}
if(valid0){
if(len1 > 3){
let data3 = data[3];
const _errs4 = errors;
if((typeof data3 !== "boolean") && (data3 !== null)){
return false;
}
var valid0 = _errs4 === errors;
}
if(valid0){
if(len1 > 4){
let data4 = data[4];
const _errs7 = errors;
if(errors === _errs7){
if(Array.isArray(data4)){
if(data4.length > 100){
return false;
}
else {
var valid2 = true;
const len2 = data4.length;
for(let i0=0; i0<len2; i0++){
const _errs9 = errors;
if(!(validate19(data4[i0]))){
errors++;
}
var valid2 = _errs9 === errors;
if(!valid2){
break;
}
}
}
}
else {
return false;
}
}
var valid0 = _errs7 === errors;
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

const schema32 = {"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema2"},{"$ref":"#/definitions/__schema2"},{"maxItems":100,"type":["array","null"],"items":{"$ref":"#/definitions/__schema12"}}],"additionalItems":false,"minItems":4,"maxItems":4};
const schema35 = {"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}],"additionalItems":false,"minItems":2,"maxItems":2};

function validate78(data){
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
if(data.length > 2){
return false;
}
else {
if(data.length < 2){
return false;
}
else {
const len0 = data.length;
if(!(len0 <= 2)){
return false;
}
else {
const len1 = data.length;
if(len1 > 0){
const _errs1 = errors;
if(!(validate19(data[0]))){
errors++;
}
var valid0 = _errs1 === errors;
}
if(valid0){
if(len1 > 1){
let data1 = data[1];
const _errs2 = errors;
if(!((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1)))){
return false;
}
if(errors === _errs2){
if(typeof data1 == "number"){
if(data1 > 9007199254740991 || isNaN(data1)){
return false;
}
else {
if(data1 < -9007199254740991 || isNaN(data1)){
return false;
}
}
}
}
var valid0 = _errs2 === errors;
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


function validate76(data){
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
if(data.length > 4){
return false;
}
else {
if(data.length < 4){
return false;
}
else {
const len0 = data.length;
if(!(len0 <= 4)){
return false;
}
else {
const len1 = data.length;
if(len1 > 0){
const _errs1 = errors;
if(!(validate19(data[0]))){
errors++;
}
var valid0 = _errs1 === errors;
}
if(valid0){
if(len1 > 1){
let data1 = data[1];
const _errs2 = errors;
if((!(typeof data1 == "number")) && (data1 !== null)){
return false;
}
var valid0 = _errs2 === errors;
}
if(valid0){
if(len1 > 2){
let data2 = data[2];
const _errs5 = errors;
if((!(typeof data2 == "number")) && (data2 !== null)){
return false;
}
var valid0 = _errs5 === errors;
}
if(valid0){
if(len1 > 3){
let data3 = data[3];
const _errs8 = errors;
if((!(Array.isArray(data3))) && (data3 !== null)){
return false;
}
if(errors === _errs8){
if(Array.isArray(data3)){
if(data3.length > 100){
return false;
}
else {
var valid3 = true;
const len2 = data3.length;
for(let i0=0; i0<len2; i0++){
const _errs10 = errors;
if(!(validate78(data3[i0]))){
errors++;
}
var valid3 = _errs10 === errors;
if(!valid3){
break;
}
}
}
}
}
var valid0 = _errs8 === errors;
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

const schema36 = {"type":"integer","minimum":0,"maximum":9007199254740991};

function validate82(data){
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
if(data < 0 || isNaN(data)){
return false;
}
}
}
}
return errors === 0;
}

const schema37 = {"type":"array","items":[{"$ref":"#/definitions/__schema0"},{"$ref":"#/definitions/__schema13"}],"additionalItems":false,"minItems":2,"maxItems":2};

function validate92(data){
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
if(data.length > 2){
return false;
}
else {
if(data.length < 2){
return false;
}
else {
const len0 = data.length;
if(!(len0 <= 2)){
return false;
}
else {
const len1 = data.length;
if(len1 > 0){
const _errs1 = errors;
if(!(validate19(data[0]))){
errors++;
}
var valid0 = _errs1 === errors;
}
if(valid0){
if(len1 > 1){
const _errs2 = errors;
if(!(validate82(data[1]))){
errors++;
}
var valid0 = _errs2 === errors;
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

const schema38 = {"type":"string","enum":["host","gpus","vgpu"]};

function validate97(data){
let errors = 0;
if(typeof data !== "string"){
return false;
}
if(!(((data === "host") || (data === "gpus")) || (data === "vgpu"))){
return false;
}
return errors === 0;
}


function validate18(data){
let errors = 0;
if(errors === 0){
if(Array.isArray(data)){
if(data.length > 9){
return false;
}
else {
if(data.length < 9){
return false;
}
else {
const len0 = data.length;
if(!(len0 <= 9)){
return false;
}
else {
const len1 = data.length;
if(len1 > 0){
const _errs1 = errors;
if(!(validate19(data[0]))){
errors++;
}
var valid0 = _errs1 === errors;
}
if(valid0){
if(len1 > 1){
const _errs2 = errors;
if(!(validate19(data[1]))){
errors++;
}
var valid0 = _errs2 === errors;
}
if(valid0){
if(len1 > 2){
let data2 = data[2];
const _errs3 = errors;
if(errors === _errs3){
if(Array.isArray(data2)){
if(data2.length > 15){
return false;
}
else {
if(data2.length < 15){
return false;
}
else {
const len2 = data2.length;
if(!(len2 <= 15)){
return false;
}
else {
const len3 = data2.length;
if(len3 > 0){
const _errs5 = errors;
if(!(validate22(data2[0]))){
errors++;
}
var valid1 = _errs5 === errors;
}
if(valid1){
if(len3 > 1){
const _errs6 = errors;
if(!(validate22(data2[1]))){
errors++;
}
var valid1 = _errs6 === errors;
}
if(valid1){
if(len3 > 2){
const _errs7 = errors;
if(!(validate22(data2[2]))){
errors++;
}
var valid1 = _errs7 === errors;
}
if(valid1){
if(len3 > 3){
const _errs8 = errors;
if(!(validate22(data2[3]))){
errors++;
}
var valid1 = _errs8 === errors;
}
if(valid1){
if(len3 > 4){
const _errs9 = errors;
if(!(validate22(data2[4]))){
errors++;
}
var valid1 = _errs9 === errors;
}
if(valid1){
if(len3 > 5){
const _errs10 = errors;
if(!(validate22(data2[5]))){
errors++;
}
var valid1 = _errs10 === errors;
}
if(valid1){
if(len3 > 6){
const _errs11 = errors;
if(!(validate22(data2[6]))){
errors++;
}
var valid1 = _errs11 === errors;
}
if(valid1){
if(len3 > 7){
let data10 = data2[7];
const _errs12 = errors;
if((!(typeof data10 == "number")) && (data10 !== null)){
return false;
}
var valid1 = _errs12 === errors;
}
if(valid1){
if(len3 > 8){
let data11 = data2[8];
const _errs15 = errors;
if((!(typeof data11 == "number")) && (data11 !== null)){
return false;
}
var valid1 = _errs15 === errors;
}
if(valid1){
if(len3 > 9){
let data12 = data2[9];
const _errs18 = errors;
if((!(typeof data12 == "number")) && (data12 !== null)){
return false;
}
var valid1 = _errs18 === errors;
}
if(valid1){
if(len3 > 10){
const _errs21 = errors;
if(!(validate22(data2[10]))){
errors++;
}
var valid1 = _errs21 === errors;
}
if(valid1){
if(len3 > 11){
const _errs22 = errors;
if(!(validate22(data2[11]))){
errors++;
}
var valid1 = _errs22 === errors;
}
if(valid1){
if(len3 > 12){
let data15 = data2[12];
const _errs23 = errors;
if((!(typeof data15 == "number")) && (data15 !== null)){
return false;
}
var valid1 = _errs23 === errors;
}
if(valid1){
if(len3 > 13){
const _errs26 = errors;
if(!(validate22(data2[13]))){
errors++;
}
var valid1 = _errs26 === errors;
}
if(valid1){
if(len3 > 14){
let data17 = data2[14];
const _errs27 = errors;
if((typeof data17 !== "boolean") && (data17 !== null)){
return false;
}
var valid1 = _errs27 === errors;
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
}
}
else {
return false;
}
}
var valid0 = _errs3 === errors;
}
if(valid0){
if(len1 > 3){
let data18 = data[3];
const _errs30 = errors;
if(errors === _errs30){
if(Array.isArray(data18)){
if(data18.length > 64){
return false;
}
else {
var valid7 = true;
const len4 = data18.length;
for(let i0=0; i0<len4; i0++){
const _errs32 = errors;
if(!(validate34(data18[i0]))){
errors++;
}
var valid7 = _errs32 === errors;
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
var valid0 = _errs30 === errors;
}
if(valid0){
if(len1 > 4){
let data20 = data[4];
const _errs33 = errors;
if((!(Array.isArray(data20))) && (data20 !== null)){
return false;
}
if(errors === _errs33){
if(Array.isArray(data20)){
if(data20.length > 5){
return false;
}
else {
if(data20.length < 5){
return false;
}
else {
const len5 = data20.length;
if(!(len5 <= 5)){
return false;
}
else {
const len6 = data20.length;
if(len6 > 0){
let data21 = data20[0];
const _errs35 = errors;
if(typeof data21 !== "string"){
return false;
}
if(!(((((((data21 === "ready") || (data21 === "ready-for-now")) || (data21 === "ready-to-stay")) || (data21 === "action-needed")) || (data21 === "reboot-needed")) || (data21 === "unsupported")) || (data21 === "unknown"))){
return false;
}
var valid8 = _errs35 === errors;
}
if(valid8){
if(len6 > 1){
const _errs37 = errors;
if(!(validate41(data20[1]))){
errors++;
}
var valid8 = _errs37 === errors;
}
if(valid8){
if(len6 > 2){
const _errs38 = errors;
if(!(validate22(data20[2]))){
errors++;
}
var valid8 = _errs38 === errors;
}
if(valid8){
if(len6 > 3){
const _errs39 = errors;
if(!(validate22(data20[3]))){
errors++;
}
var valid8 = _errs39 === errors;
}
if(valid8){
if(len6 > 4){
const _errs40 = errors;
if(!(validate22(data20[4]))){
errors++;
}
var valid8 = _errs40 === errors;
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
var valid0 = _errs33 === errors;
}
if(valid0){
if(len1 > 5){
let data26 = data[5];
const _errs41 = errors;
if(errors === _errs41){
if(Array.isArray(data26)){
if(data26.length > 500){
return false;
}
else {
var valid9 = true;
const len7 = data26.length;
for(let i1=0; i1<len7; i1++){
const _errs43 = errors;
if(!(validate48(data26[i1]))){
errors++;
}
var valid9 = _errs43 === errors;
if(!valid9){
break;
}
}
}
}
else {
return false;
}
}
var valid0 = _errs41 === errors;
}
if(valid0){
if(len1 > 6){
let data28 = data[6];
const _errs44 = errors;
if(errors === _errs44){
if(Array.isArray(data28)){
if(data28.length > 3){
return false;
}
else {
if(data28.length < 3){
return false;
}
else {
const len8 = data28.length;
if(!(len8 <= 3)){
return false;
}
else {
const len9 = data28.length;
if(len9 > 0){
let data29 = data28[0];
const _errs46 = errors;
if(errors === _errs46){
if(Array.isArray(data29)){
if(data29.length > 200){
return false;
}
else {
var valid11 = true;
const len10 = data29.length;
for(let i2=0; i2<len10; i2++){
const _errs48 = errors;
if(!(validate65(data29[i2]))){
errors++;
}
var valid11 = _errs48 === errors;
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
var valid10 = _errs46 === errors;
}
if(valid10){
if(len9 > 1){
let data31 = data28[1];
const _errs49 = errors;
if(errors === _errs49){
if(Array.isArray(data31)){
if(data31.length > 200){
return false;
}
else {
var valid12 = true;
const len11 = data31.length;
for(let i3=0; i3<len11; i3++){
const _errs51 = errors;
if(!(validate70(data31[i3]))){
errors++;
}
var valid12 = _errs51 === errors;
if(!valid12){
break;
}
}
}
}
else {
return false;
}
}
var valid10 = _errs49 === errors;
}
if(valid10){
if(len9 > 2){
let data33 = data28[2];
const _errs52 = errors;
if(errors === _errs52){
if(Array.isArray(data33)){
if(data33.length > 64){
return false;
}
else {
var valid13 = true;
const len12 = data33.length;
for(let i4=0; i4<len12; i4++){
const _errs54 = errors;
if(!(validate76(data33[i4]))){
errors++;
}
var valid13 = _errs54 === errors;
if(!valid13){
break;
}
}
}
}
else {
return false;
}
}
var valid10 = _errs52 === errors;
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
var valid0 = _errs44 === errors;
}
if(valid0){
if(len1 > 7){
let data35 = data[7];
const _errs55 = errors;
if(errors === _errs55){
if(Array.isArray(data35)){
if(data35.length > 10){
return false;
}
else {
if(data35.length < 10){
return false;
}
else {
const len13 = data35.length;
if(!(len13 <= 10)){
return false;
}
else {
const len14 = data35.length;
if(len14 > 0){
const _errs57 = errors;
if(!(validate82(data35[0]))){
errors++;
}
var valid14 = _errs57 === errors;
}
if(valid14){
if(len14 > 1){
const _errs58 = errors;
if(!(validate82(data35[1]))){
errors++;
}
var valid14 = _errs58 === errors;
}
if(valid14){
if(len14 > 2){
const _errs59 = errors;
if(!(validate82(data35[2]))){
errors++;
}
var valid14 = _errs59 === errors;
}
if(valid14){
if(len14 > 3){
const _errs60 = errors;
if(!(validate82(data35[3]))){
errors++;
}
var valid14 = _errs60 === errors;
}
if(valid14){
if(len14 > 4){
const _errs61 = errors;
if(!(validate82(data35[4]))){
errors++;
}
var valid14 = _errs61 === errors;
}
if(valid14){
if(len14 > 5){
const _errs62 = errors;
if(!(validate82(data35[5]))){
errors++;
}
var valid14 = _errs62 === errors;
}
if(valid14){
if(len14 > 6){
const _errs63 = errors;
if(!(validate82(data35[6]))){
errors++;
}
var valid14 = _errs63 === errors;
}
if(valid14){
if(len14 > 7){
const _errs64 = errors;
if(!(validate82(data35[7]))){
errors++;
}
var valid14 = _errs64 === errors;
}
if(valid14){
if(len14 > 8){
const _errs65 = errors;
if(!(validate82(data35[8]))){
errors++;
}
var valid14 = _errs65 === errors;
}
if(valid14){
if(len14 > 9){
let data45 = data35[9];
const _errs66 = errors;
if(errors === _errs66){
if(Array.isArray(data45)){
if(data45.length > 20){
return false;
}
else {
var valid15 = true;
const len15 = data45.length;
for(let i5=0; i5<len15; i5++){
const _errs68 = errors;
if(!(validate92(data45[i5]))){
errors++;
}
var valid15 = _errs68 === errors;
if(!valid15){
break;
}
}
}
}
else {
return false;
}
}
var valid14 = _errs66 === errors;
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
var valid0 = _errs55 === errors;
}
if(valid0){
if(len1 > 8){
let data47 = data[8];
const _errs69 = errors;
if(errors === _errs69){
if(Array.isArray(data47)){
if(data47.length > 2){
return false;
}
else {
if(data47.length < 2){
return false;
}
else {
const len16 = data47.length;
if(!(len16 <= 2)){
return false;
}
else {
const len17 = data47.length;
if(len17 > 0){
const _errs71 = errors;
if(!(validate82(data47[0]))){
errors++;
}
var valid16 = _errs71 === errors;
}
if(valid16){
if(len17 > 1){
let data49 = data47[1];
const _errs72 = errors;
if(errors === _errs72){
if(Array.isArray(data49)){
if(data49.length > 3){
return false;
}
else {
var valid17 = true;
const len18 = data49.length;
for(let i6=0; i6<len18; i6++){
const _errs74 = errors;
if(!(validate97(data49[i6]))){
errors++;
}
var valid17 = _errs74 === errors;
if(!valid17){
break;
}
}
}
}
else {
return false;
}
}
var valid16 = _errs72 === errors;
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
var valid0 = _errs69 === errors;
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
