#pragma once
#include <curl/curl.h>

// Swift calls no function with a variable number of arguments: one of our own for each kind of value.

typedef size_t (*sakkunnig_curl_receiver)(char *bytes, size_t size, size_t count, void *receiver);

static inline CURLcode sakkunnig_curl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode sakkunnig_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode sakkunnig_curl_set_headers(CURL *handle, struct curl_slist *headers) {
    return curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
}

static inline CURLcode sakkunnig_curl_set_receiver(CURL *handle, sakkunnig_curl_receiver receive, void *receiver) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive);
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_WRITEDATA, receiver) : code;
}

static inline CURLcode sakkunnig_curl_status(CURL *handle, long *status) {
    return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, status);
}
