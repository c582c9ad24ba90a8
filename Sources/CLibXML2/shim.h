#pragma once
#include <string.h>
#include <libxml/xmlversion.h>
// Debian's libxml2 would pull in the system's ICU headers, whose types clash with the ICU inside Foundation. Only the tail of
// a structure that libxml2 itself allocates depends on it.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

/// The parser's first fatal complaint; later ones are echoes of it. `code` is 0 as long as there is none.
typedef struct sakkunnig_xml_complaint {
    int code;
    int line;
} sakkunnig_xml_complaint;

// libxml2 2.12 made the error const; the shim hides the difference from Swift.
#if LIBXML_VERSION >= 21200
typedef const xmlError *sakkunnig_xml_error;
#else
typedef xmlErrorPtr sakkunnig_xml_error;
#endif

static inline void sakkunnig_xml_record(void *user, sakkunnig_xml_error error) {
    (void)user;
    if (error == NULL || error->level != XML_ERR_FATAL || error->ctxt == NULL) return;
    sakkunnig_xml_complaint *complaint = ((xmlParserCtxtPtr)error->ctxt)->_private;
    if (complaint == NULL || complaint->code != 0) return;
    complaint->code = error->code;
    complaint->line = error->line;
}

/// Makes the context call these functions, build no tree of its own, and stay silent on standard error.
static inline void sakkunnig_xml_prepare(xmlParserCtxtPtr context, void *user, sakkunnig_xml_complaint *complaint,
                                         startElementNsSAX2Func start, endElementNsSAX2Func end,
                                         charactersSAXFunc characters, internalSubsetSAXFunc doctype) {
    memset(context->sax, 0, sizeof(xmlSAXHandler));
    context->sax->initialized = XML_SAX2_MAGIC;
    context->sax->startElementNs = start;
    context->sax->endElementNs = end;
    context->sax->characters = characters;
    context->sax->ignorableWhitespace = characters;
    context->sax->cdataBlock = characters;
    context->sax->internalSubset = doctype;
    context->sax->serror = sakkunnig_xml_record;
    context->userData = user;
    context->_private = complaint;
}
