"""How much a reader takes in: every input is from outside, and none may exhaust the machine."""

MAX_BYTES = 64 * 1024 * 1024  # archives (docx, xlsx), as stored
MAX_TEXT_BYTES = 32 * 1024 * 1024  # txt, md, csv

MAX_MEMBERS = 10_000  # parts of a zip package (docx, xlsx)
MAX_EXPANSION = 512 * 1024 * 1024  # what all parts read from a package decompress to
MAX_PART_BYTES = 192 * 1024 * 1024  # what one part decompresses to
RATIO_FREE_BYTES = 16 * 1024 * 1024  # below this a part may be compressed at any ratio
MAX_RATIO = 200  # above it, decompressed against compressed size
MAX_TAGS = 12_000_000  # opening and closing tags in one XML part
MAX_CELLS = 2_000_000  # places in all tables of a document, a merged cell counted at each place
MAX_COLUMNS = 4_096  # columns of one table
MAX_GROUPS = 10_000  # pairs of braces around each other in an rtf
MAX_RTF_PARTS = 1_000_000  # paragraphs, runs and cells of an rtf
MAX_RTF_RUN = 2_000_000  # characters of an rtf that nothing interrupts
MAX_NESTED_TABLES = 16  # tables within tables of an rtf
MAX_NESTED_BOXES = 3  # text boxes within text boxes of an rtf
MAX_DOC_CHARACTERS = 3_000_000  # in all stories of a doc
MAX_DOC_RUNS = 400_000  # paragraphs of a doc, stretches of characters that look the same, and special characters
MAX_DOC_DEPTH = 32  # tables within tables of a doc; what lies deeper is read as lying in the last of them
MAX_LISTS = 4_000  # definitions of lists in a doc, and uses of them, of which a paragraph can name 2,046
MAX_CONVERSION_SECONDS = 60  # what a converter may take for one file
MAX_CONVERSION_MEMORY = 4 * 1024 * 1024 * 1024  # bytes of address space; LibreOffice alone maps one
MAX_CONVERSION_BYTES = 512 * 1024 * 1024  # of any file that a converter writes

MAX_PAGES = 3_000  # pages of a pdf
MAX_PAGE_CHARACTERS = 100_000  # characters on one page of a pdf
MAX_CHARACTERS = 4_000_000  # characters on all pages of a pdf
MAX_PAGE_OBJECTS = 100_000  # drawing objects on one page of a pdf, and parts of its paths
MAX_OBJECTS = 4_000_000  # the same on all pages
MAX_NESTING = 12  # drawing objects within drawing objects
MAX_RULES = 6_000  # lines of the tables on one page, once their pieces are joined
MAX_PDF_SECONDS = 60  # processor time for taking a pdf apart
MAX_PDF_MEMORY = 768 * 1024 * 1024  # address space for the same, the library's own among it

MAX_IMAGE_PIXELS = 120_000_000  # of a picture, as its header says: A3 at 600 dots per inch has 70 million
MAX_IMAGE_EDGE = 30_000  # its longer edge
MAX_SCAN_PAGES = 100  # pages of a document whose characters are recognised, at some 4 seconds each
MAX_SCAN_SECONDS = 600  # for all of them; what is not read by then is listed as unread
MAX_SCAN_MEMORY = 4 * 1024 * 1024 * 1024  # address space of the recognition, some 1 GB of it in use
