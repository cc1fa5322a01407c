"""The words by which the tables of any office's form are understood: patterns of folded text (lower case, no diacritics)."""

DOTS = r"[.…_·\s]*(…|\.{3,}|_{3,})[.…_·\s]*"

# Lines of a sheet that are no table.
MOTTO = r"[\s\W]*(cong hoa xa hoi chu nghia viet nam)?[\s\W]*(doc lap ?[-–] ?tu do ?[-–] ?hanh phuc)?[\s\W]*"
LETTERHEAD = (
    r"(cong hoa xa hoi chu nghia.*|doc lap ?[-–] ?tu do.*|(uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd)\b.*|so ?: ?.*"
    r"|.*,? ?ngay .*thang .*nam.*|don vi (bao cao|nhan|gui|nop|lap).*|.*ngay (nhan|gui) bao cao.*"
    r"|ban hanh (kem )?theo.*|\(? ?kem theo\b.*|(bieu|mau|phu luc|phu bieu)( mau)?( so)?\s*[:.]?\s*[\divx(….-].{0,40})"
)
FOOTER = (
    r"(noi nhan|nguoi (lap|tong hop|bao cao|kiem tra|duyet|phu trach|viet|ghi|thuc hien)|can bo (lap|tong hop"
    r"|phu trach|thong ke)|lap bieu|(dai dien )?(thu truong|chu tich|pho chu tich|giam doc|pho giam doc|truong phong"
    r"|pho truong phong|hieu truong|truong tram|chu ho|thu kho|ke toan)\b.{0,60}$|(t/?m|kt|tl|tuq|q)\. ?\w+|dai dien\b"
    r"|tong hop$|xac nhan (cua )?\w+|\(?(ky|chu ky),? ?(ghi|ten|va|dong|ro|ho)|.*(, ?|…|\.\.\."
    r"|^)ngay\b.*thang\b.*nam\b|\* ?ghi chu|ghi chu ?:|luu ?y ?:|luu ?: |chu thich ?:|\(?\*+\)? ?[a-z]).*"
)
REMARK = (
    r"(ghi|neu|liet ke|bao gom|tinh|cot|dong|muc|cac (cot|dong|muc)|luu y|chu y|huong dan|don vi .* (ghi"
    r"|dien))\b.{12,}"
)
UNIT_NOTE = r"[(*]* ?(don vi( tinh)?|dvt|d\.v\.t|dv tinh|don vi do)\s*:\s*(?P<units>.+?)\s*\)?"
CAPTION = r"((bang|bieu|phan|muc) (so )?[0-9ivxa-d]+\b.*|[ivx]+[.)/-]\s?.*|[a-h][.)/-]\s?.*|\d{1,2}[.)/-]\s?.*)"

# Columns that are printed.
NUMBER = r"(s\.?t\.?t|t\.?t|so tt|so thu tu|thu tu)\.?"
CODE = (
    r"(ma|ma so|ma so chi tieu|ma (chi tieu|tieu chi|hang|loai dat|dat|nganh|benh|icd.*|noi dung|muc|dong|so dong)"
    r"|ky hieu( ma)?|so hieu chi tieu)"
)
UNIT = r"(don vi( tinh| do| do luong)?|d\.?v\.?t\.?|dv tinh|dv)( ?\(.*\))?"
NOTE = r"(ghi chu|giai trinh|chu thich|thuyet minh|y kien khac|ghi chep)\b.*"
LABEL = (
    r"((cac|ten|he thong|nhom|loai|danh muc) )*(chi tieu|noi dung|tieu chi|dien giai|khoan muc|danh muc|hang muc"
    r"|nhiem vu|hoat dong|linh vuc|doi tuong|loai (dat|hinh|benh|cay|vat nuoi|rung|ho|cong trinh|to chuc)|thong tin"
    r"|phan to|phan loai|san pham|muc tieu|cong viec|ten (chi tieu|benh|nhom).*|nguon (thu|von)|khoan (thu|chi)"
    r"|nganh( nghe| kinh te)?|cap hoc|nhom benh)\b.*"
)
PLACES = (
    r"(thon|ban|bon|buon|lang|ap|khom|khu pho|khu dan cu|khu vuc|to dan pho|tdp|to|xa|phuong|thi tran|dac khu|huyen"
    r"|quan|tinh|thanh pho|dia phuong|dia ban|don vi|co quan|tram|truong|co so y te)"
)
PLACE_COLUMN = (
    rf"((ten|cac|danh sach) )*({PLACES}|ten {PLACES})( ?[,/(-] ?{PLACES}.*"
    r"| (xa|phuong|hanh chinh|bao cao|co so|truc thuoc|thuc hien)\b.*)*"
)
PLACE_ROW = rf"{PLACES}\b.*"

# What the cells of a column are.
PLAN = (
    r"(ke hoach|kh\b|chi tieu$|dt$|chi tieu (ke hoach|duoc giao|giao|nam)|muc tieu|du toan|(so |von )?duoc giao\b"
    r"|giao$|giao (nam|ke hoach|chi tieu|von|du toan)\b|nhiem vu giao|dinh muc)(?! su dung dat| thuc hien cac).*"
)
FORECAST = r"(uoc|du kien|uoc tinh)\b.*"
DONE = (
    r"(qt|th|thuc hien|ket qua|quyet toan|uoc th|uoc|so lieu|bao cao|trong ky|ky nay|ky bao cao|nam bao cao|nam nay"
    r"|thang nay|quy nay|hien co|dat duoc)\b.*"
)
BEFORE = (
    r"(?!.*\b(so voi|so sanh|den (het|cuoi|ngay)|tang|giam|chuyen (sang|qua)|ton|mang sang)\b)"
    r"(?!luy ke (?!.*\b(cung ky|nam truoc|nam ngoai)\b)).*(\b(cung ky|(ky|thang|quy|nam|6 thang|nien do)"
    r" (truoc|lien truoc|ngoai)|cung thang)\b|\bn ?- ?1\b).*"
)
COMPARISON = (
    r"(so sanh|so (voi|cung|ck|kh|ke hoach|du toan|nam|thang|quy|ky|dau)\b|ss\b|tang\b.*giam|tang ?/ ?giam"
    r"|chenh lech|toc do|tien do|% ?(so|th|hoan|dat|thuc|tang|giam|ke)"
    r"|ty le\b|ti le\b|tl\b|tyle|%|\(%\)|dat %|(th|thuc hien|uoc th|dat|hoan thanh) ?/ ?(kh|ke hoach|du toan)\b"
    r"|dat ty le|co cau|ty trong|ti trong|binh quan (tang|chung)|chi so|(?!(ty|ti) le).*\b(so voi|so sanh)\b).*"
)
IN_PER_CENT = (
    r"%|‰|\b(ty|ti) (le|trong|suat)\b|\btl\b|phan tram|\bdat\b|hoan thanh|co cau|toc do|so sanh|\bss\b"
    r"|(th|kh|ke hoach|du toan|dt|qt|cung ky|ck)\b ?/|/ ?(th|kh|ke hoach|du toan|dt|cung ky|ck)\b"
)
COMPARES = (
    r"(so sanh|so (voi|cung|ck|kh|ke hoach|du toan)\b|ss\b|tang\b.*giam|tang ?/ ?giam|chenh lech).*"
    r"|.*\S ?/ ?(kh|ke hoach|du toan|dt|cung ky|ck|ky truoc"
    r"|nam truoc|thang truoc|chi tieu)\b(?! (thang|quy) \d).*"
)
TOTAL_OF_MONTHS = r"(quy (i{1,3}|iv|\d)|(6|9|sau|chin) thang\b.*|luy ke\b.*|cong don\b.*)"
MONTH_COLUMN = r"(thang (\d{1,2}|[ivx]+)|t\d{1,2}|quy (i{1,3}|iv|\d))"
TOTAL_AT_END = r"(tong( so| cong)?|cong( chung)?|ca nam|ca (thang|quy|ky)|tong ca nam|luy ke ca nam)( ?\(.*\))?"
TOTAL_OF_YEAR = r".*\bca (nam|thang|quy|ky)\b.*"
CUMULATED = r"(.*\bluy ke\b|cong don\b|(tu )?dau nam den\b).*"
AT_BEGINNING = r".*\b(dau (ky|nam|thang|quy)|(ky|nam|thang|quy) truoc (chuyen sang|con lai|mang sang)|ton dau|du dau)\b.*"
COMPUTED = (
    r"(con lai|ton( cuoi (ky|nam|thang))?|so (du )?cuoi (ky|nam)|(tong so|so) .*cuoi (ky|nam|thang|quy)|cuoi (ky|nam))\b.*"
)
TEXT = (
    r"(?!.*\b(so luong|so nguoi|tong so)\b)(ten\b.*|ho (va )?ten.*|so,? ?(va )?ky hieu.*|so (quyet dinh|van ban|hieu"
    r"|chung tu|hop dong|giay|cmnd|cccd|dien thoai|hoa don|vao so|tai khoan|the|nha|thua|to ban do)\b.*|ngay\b(?! cong"
    r"| nghi| dieu tri| giuong).*|duong (link|dan)\b.*|dia (chi|diem|danh)\b.*|noi (o|cap|sinh|dung|lam viec"
    r"|thuong tru|tam tru)\b.*|co quan( (ban hanh|cap|chu tri|chu quan|quan ly|trinh|tham muu|phoi hop|giai quyet"
    r"|tiep nhan|giao|ra quyet dinh).*)?|trich yeu.*|thoi (han|gian|diem|ky)\b.*|han (xu ly|hoan thanh).*|nam (sinh"
    r"|thanh lap|dat|thuc hien|cong nhan|xay dung|hoan thanh|tot nghiep|ban hanh|khoi cong|duoc).*|nien do|nien khoa"
    r"|chuong|muc|muc,? ?tieu muc|tieu muc|ky (nhan|ten|xac nhan).*|khoan|nguon von|cap ngan sach|tinh chat.*"
    r"|dien giai.*|mo ta.*|nganh nghe.*|nghe nghiep|chuc (vu|danh).*|don vi (thuc hien|chu tri|phoi hop|cong tac"
    r"|quan ly|cung cap|thi cong).*|nguoi (ky|phu trach|dai dien|dung dau|lien he|thuc hien|chu tri)\b.*|chu (dau tu"
    r"|ho|so huu|the|rung)\b.*|ly do.*|nguyen nhan.*|bien phap.*|giai phap.*|hinh thuc.*|quoc (gia|tich).*|dan toc"
    r"|ton giao|trinh do.*|so dien thoai|email|website|toa do.*|thuoc (xa|phuong|huyen|tinh).*|cum\b.*|khu (cn"
    r"|cong nghiep)\b.*|ma (so )?(thue|dinh danh|ho|doi tuong|du an|bhxh|the|benh nhan|loai|linh vuc).*|(cong viec"
    r"|cac )?noi dung.*|ke hoach thuc hien cac.*|tinh trang.*|hien trang.*|danh gia.*|xep loai.*|ket luan.*"
    r"|thanh phan.*|phan to|quan he.*|gioi tinh|bien so.*|nhan hieu.*|quy cach.*|chung loai.*|can cu.*|van ban.*"
    r"|quyet dinh.*"
    r"|kho khan.*|ton tai.*|han che\b.*|kien nghi.*|de xuat.*|danh muc.*|hang muc.*"
    r"|chi bo.*|loai (hinh|cong|rung|dat|benh|cay|dan|nha|ho)\b.*)"
)
PAPERS = r"so (quyet dinh|van ban|chung tu|hop dong|giay|hoa don|the|nha|thua)\b.*"
PAPERS_COUNTED = (
    r"so .*\b(da|duoc|chua|phai|con|moi|bi|xu phat|xu ly|cap moi|cap lai|trong ky|tam|kien co|dot nat|hu hong|sap)\b.*"
)
MAYBE_CHOICE = (
    r"(tinh chat|tinh trang|trang thai|hien trang|xep loai|danh gia|muc do|hinh thuc|loai (hinh|hoat dong|cong trinh)"
    r"|gioi tinh|ket qua (xu ly|thuc hien)|ket qua)\b.*"
)
DIVIDES = (
    r"(vi tri|loai|phan loai|phan theo|theo|trinh do|do tuoi|gioi tinh|nhom|hinh thuc|thanh phan|dan toc|chia theo"
    r"|muc do|doi tuong|co cau|nguon|chia ra|ket qua|tinh chat|nganh|linh vuc|khu vuc)\b.*"
)
TICK_GROUP = r"(loai|phan loai|xep loai|hinh thuc|gioi tinh|muc do|danh gia|trinh do|doi tuong|tinh trang|hien trang|nhom)\b.*"
BIRTH = r"(ngay|thang|nam)\b.*\bsinh\b.*|ngay,? thang,? nam\b.*"
THIS_YEAR = r"nam ((nay|truoc|bao cao|ke hoach|hien tai|qua|ngoai|hien hanh|sau|tai chinh|ngan sach|n)\b.*|\W*\d.*|[^a-z]*)"
TICK = r".*(\(x\)|danh dau|tich x|\bdau x\b|\(danh x\)|\(tich\)).*"
NO_CHOICE = (
    r"\b(xa|huyen|tinh|thon|phuong|ap|ban|dong|nguoi|ha|ngay|thang|nam|ho|tan|ta|kg|km|m2|m3|trieu|nghin|ty|lan|luot"
    r"|vu|th|kh|gio|%|dan|con|cay|quy)\b"
)
CHOICE_TITLE = r"(?P<options>[^/()]{1,20}/ ?(không|chưa)\b[^/()]{0,20})"
ANSWERS_NOTED = r"\bcột (số )?(?P<codes>[(\w,) ]+?)\s*(?:ghi|điền|chọn|:)\s*(?P<answers>.+?)(?=[;.,]?\s*\bcột\b|$)"
YES_NO = r"(.*\b(co|dat|roi|xong)/(khong|chua)\b.*|.*\bco hay khong\b.*|.*\bco khong\b.*)"
TOTAL_COLUMN = (
    r"(tong\b.*|cong|cong (chung|so|don)\b.*|chung|toan (xa|tinh|bo|huyen|quoc)\b.*|ca (tinh|xa|nuoc|nam|huyen)\b.*"
    r"|tat ca\b.*|toan the\b.*)"
)
TOTAL_COLUMN_ALONE = r"(tong( so| cong)?|cong|chung|tat ca)( ?\(.*\))?"
AMONG = (
    r"(\(?(t(r|rong)?\.? ?do|chia ra|gom( co)?|bao gom|phan (theo|loai|to|ra|tich)"
    r"|chia theo|trong do,? chia ra|cu the"
    r"|trong so do|trong tong so|trong so)\b).*"
)
WOMEN = r"(so )?(nu|nam|lao dong nu|nguoi nu)( gioi)?"
SOME_PEOPLE = r"(so )?((nu|nam|lao dong nu|nguoi nu)( gioi)?|dan toc( thieu so)?|nguoi dan toc.*|nu dan toc.*|ton giao|dtts)"
SURELY_AMONG = r"\(?(t(r|rong)?\.? ?do|chia ra|gom|bao gom|trong tong so|trong so)\b.*"
AMONG_ALONE = (
    r"\(?((t(r|rong)?\.? ?do"
    r"|chia ra|gom( co)?|bao gom|phan ra|cu the|trong so do|trong tong so)\)?|(chia|phan) (ra )?(theo|loai|to"
    r"|tich)\b[^:]*)\s*[:.]?"
)
AMONG_WITH_SIGN = r"\(?(t(r|rong)?\.? ?do|chia ra|gom( co)?|bao gom|cu the|trong so do)\s*[:,]?\s*(?P<sign>[-–+*•])\s*\S"
DIVISION_HEADING = r".*\b(chia|phan) (ra )?(theo|loai|to)\b.*|(trong|thuoc) tong (so|quy mo|do).*|.*\bchia ra\s*:?"
OVER_ALL = r"(tong|toan bo|tat ca|cong)\b.*"
WHOLE_QUANTITY = (
    r"(tong (so|quy mo|dan so|dien tich|san luong|gia tri|dan|luong|muc|khoi luong|kinh phi|von|thu|chi|nguon|du no)"
    r"|toan bo)\b.*"
)
SOME_OF_PEOPLE = (
    r"(so )?(lao dong |nguoi )?(la )?(nu|nam|phu nu|thanh nien|tre em|nguoi cao tuoi|nguoi khuyet tat|(nguoi )?dan toc.*|dtts"
    r"|nguoi ngheo|ho ngheo|ho can ngheo|dang vien|doan vien|ton giao|can bo nu|doi tuong .*)( gioi)?"
)
ALL_PARTS = r"(chia ra|gom( co)?|bao gom|phan theo|chia theo|phan ra)\b.*"
AMONG_WORDS = r"\(?(t(r|rong)?\.? ?do|trong so do|(trong|thuoc) tong)\b"
HOUSEHOLDS, PERSONS = r"(tong )?(so )?ho( dan| dan cu)?", r"(tong )?(so )?(nhan khau|khau|dan so)"
# "từ 20 học sinh trở lên" beside "dưới 20 học sinh", "trên 27 lớp" beside "27 lớp trở xuống"; with what is beyond the number.
REACH = {r"(?P<limit>\d+)\b.*\b(tro len|hoac hon)\b": 0, r"\btren (?P<limit>\d+)\b": 1}
STAY_BELOW = {r"(?P<limit>\d+)\b.*\b(tro xuong|hoac it hon)\b": 0, r"\bduoi (?P<limit>\d+)\b": -1}
WORDS_OF_LIMITS = r"\b(co|tu|den|tren|duoi|tro|len|xuong|hoac|it|hon|\d+)\b"
PARTITIONS = (
    (r"nam( gioi)?", r"nu( gioi)?"),
    (r"thanh thi", r"nong thon"),
    (r".*\b(dung han|truoc han.*)", r".*\bqua han"),
    (r"cong lap", r"(ngoai|dan|tu) (cong lap|lap|thuc)"),
)

# Rows.
TOTAL = (
    r"(tong( (so|cong|hop|dien tich|kinh phi|thu|chi|von|gia tri|ngan sach|nguon|nguon thu))*|cong( (chung|toan .*|don"
    r"|so))?|toan (xa|phuong|huyen|tinh|thi tran|thanh pho|dac khu|bo|nganh|truong|thon|dia ban)|chung( toan .*)?"
    r"|ca (xa|tinh|nuoc|nam)|tong toan .*)( ?\(.*\))?\s*:?"
)
SUBTOTAL = r"(cong|tong( cong| so)?) (muc|phan|nhom|so)? ?\(?[ivxa-h0-9]{1,4}\)?[.:]?"
BESIDE = (
    r".*\b(chua ke|con lai|khong xac dinh|khong ro|bat kha khang|kho tranh|khach quan)\b.*|(khac|loai khac"
    r"|nguyen nhan khac|doi tuong khac|cac .* khac)"
)
YEAR_TO_WRITE = r"(nam|thang|quy|ky)\W*[.…_]{2,}\W*"
OUTCOMES = ((r".*\b(mac|bi nan|nan nhan|ca benh|so ca)\b.*", r"(so )?(nguoi )?(bi )?(chet|tu vong)\b.*"),)
SITES = r"(tong )?so diem (?!dat|binh quan|trung binh|cham|tu |thuong|tru\b|cong\b|toi da|tham dinh|cua|so)\S.*"
CONSTANT = (
    r"(he so|dinh muc|don gia|ty gia|trong so|thang diem|diem (toi da|chuan|quy dinh)"
    r"|muc (chuan|tro cap|ho tro|luong|dong|phat|thu))\b.*"
)
NUMBER_OF = r"(tong )?so luong|tong so|so"
TWO_COUNTS = r"(tong )?so [^/]{3,}/ ?(tong )?so \S.{2,}"  # "17/842" is written there
NAME_IT = r"\(?\b(ghi|neu|liet ke|ke) (ro|ten|cu the|chi tiet)\b"
CROSSED = r"[x×✕✗#]+|/{1,3}|\\+"
DASHES = r"[-–—_]{1,3}"
SHADES_EXPLAINED = (
    r"\b(o|cot|dong|cac o|phan)\b.{0,20}\b(xam|(to|boi) (mau|dam|den|nen)|gach cheo|danh dau cheo|mau den)\b"
    r".{0,30}\b(khong|bo trong|de trong)\b"
    r"|\b(khong|bo trong|de trong)\b.{0,40}\bo\b.{0,15}\b(xam|to mau|boi|gach cheo|den)\b"
)
YEAR_LIKE = r"(19|20)\d\d"

# Units: what is counted in pieces, what is measured, and what is said of something else.
RATE_UNIT = r"\(?(%|‰|phan tram|phan nghin|(ty|ti) le.*|diem ?%|diem phan tram|% ?.*|tl ?\(?%?\)?)\)?"
MEASURES = (
    r"(((tram |chuc |10|100)?(trieu|nghin|ngan|ty|ti|tr|tram|1\.?000|1\.?000\.?000|10\^?\d)\s?\.?(dong|d|vnd|usd|vnđ)"
    r"|dong|vnd|usd|trd|tr\.d|nd|d|ty|ha|hecta|hec ta|m2|m²|m3|m³|km2|km²|km|m|met|cm|mm|kg|tan|ta|yen|gam|gram|g|lit"
    r"|lit/.*|kwh|kw|mw|mwh|kva|mva|w|gio|phut|diem|tuoi|nam|do|ml|mg|ha/.*|1000 ?(dong|d)|.*(dong|\bd)|met vuong"
    r"|met khoi|nghin (tan|m2|m3|lit|kwh|ha|ta)|trieu (kwh|m3|lit|tan)|ster|ste|tan\.km|hk\.km|nguoi\.km|khoi|mb|gb"
    r"|mbps))"
)
PER = r".*\S\s?/\s?(?!\d)\S.*|.*/\s?\d[\d.]*.*|.*\btren (dau )?(nguoi|ho|ha|1)\b.*"
COUNTED_NOUNS = (
    r"(ho(?! (tich|chieu|khau)\b)"
    r"|nguoi|nhan khau|khau|lao dong|tre( em)?|hoc sinh|giao vien|can bo|cong chuc|vien chuc|dang vien|doan vien"
    r"|hoi vien|benh nhan|ho so|van ban|vu viec|vu|luot|truong|lop( hoc)?|doanh nghiep|hop tac xa|htx|co so|phong hoc"
    r"|phu nu|nguoi cao tuoi|doi tuong|don thu|cong trinh|du an|cuoc|buoi|sinh vien|hoc vien|thanh vien|dan so|xa|thon"
    r"|tram|giuong benh|to chuc|ca nhan|nghe nhan|sinh|chet|tu vong|mat tich|bi thuong|chuyen (den|di)|ket hon|ly hon"
    r"|khai (sinh|tu))\b.*"
)
PIECES = (
    r"\b(dn|ct|hs|gv|bn|nguoi|luot|ho|khau|nhan khau|ho so|van ban|con|vu|cai|chiec|ca|truong|lop|hoc sinh|giao vien"
    r"|co so|xa|thon|du an|cong trinh|doanh nghiep|hop tac xa|htx|cuoc|buoi|don|vu viec|to|nhom|cau lac bo|clb|cay|can"
    r"|ngoi|nha|lao dong|tre|tre em|benh nhan|benh|giuong|ban|tram|phong|dot|lan|chuyen|tin|bai|quyen|cuon|mo hinh"
    r"|dien tich|di san|nghe nhan|dang vien|doan vien|hoi vien|chi hoi|to chuc|ca nhan|can bo|cong chuc|vien chuc"
    r"|thanh vien|doi tuong|diem|quyet dinh|nghi quyet|ke hoach|nhiem vu|cho|vi tri|suat|the|giay|thua|tau|xe|may"
    r"|thuyen|ngay cong|ngay|thang|cap|bo|san pham|chi tieu|tieu chi|thu tuc|tthc|cau hoi|y kien|phieu|kien nghi|doan"
    r"|dia phuong|don vi|phu nu|nam|nu|sinh vien|hoc vien|nguon|dam|o dich|so vu|so nguoi|so ho|me|ba me|nan nhan"
    r"|tu vong|khoa|trang trai|gia trai|chi doan|chi bo|lang nghe|tuyen|giay phep|bien ban|phan qua|ap|khom|hop dong|dan|lo"
    r"|gia dinh|xuat|mon|vuon|ao|bon|loai|luot nguoi|tac pham|doi|quy hoi)\b"
)
COUNTED = (
    r"(tong )?so\b(?! (tien|von|kinh phi|lieu|du|thu|chi(?! (hoi|bo|doan|nhanh|cuc)\b)|thue|no|dien tich|san luong|gio)\b).*"
    r"|so luong\b.*"
    r"|tong so( (ho|nguoi|vu|lao dong|nhan khau|khau|hoc sinh|dan|tre).*)?"
)
MEASURED = (
    r".*\b(dien tich|san luong|kinh phi|von|gia tri|thu nhap|doanh thu|so tien|chi phi|so von|so du|tmdt|giai ngan"
    r"|ngan sach|du no|so thu|so chi(?! (hoi|bo|doan|nhanh|cuc)\b)|thu nsnn|chieu dai|khoi luong|trong luong|cong suat"
    r"|du toan|quyet toan|tien|thue"
    r"|nang suat|loi nhuan|luong|thiet hai|tai san|tong muc|mat do|nop|no|dien luong|the tich|boi thuong|muc (tro cap"
    r"|luong|ho tro|dong|vay|phat|chi|thu)|tro cap|thanh tien|don gia)\b.*"
)
RATES = (
    r"(?!.*\btheo (ty|ti) le\b)((ty le|ti le|% |tl\b|ty suat|ti suat|ty trong|co cau|ti trong|toc do|phan tram).*"
    r"|.*\(\s?[%‰]\s?\)|.*\bty le\b.*|.*\b(so sanh|ss)\b.*%.*)"
)
SIGNED = (
    r".*\b(chenh lech|tang ?[,/(–-]*( ?\+\)?)?[,/]? ?(hoac )?giam|toc do|tang truong|giam (ty|ti) le|tang (ty|ti) le"
    r"|bien dong|thang du|tang them|tang tu nhien|loi nhuan|lai ?/ ?lo|so voi|boi chi|chuyen dich)\b.*|.*\(\+\).*"
    r"|.*\+ ?/ ?-.*|.*±.*"
)
UNSIGNED = r".*\bso voi (dan so|tong so|dien tich)\b.*"
NEVER_ADDED = (
    r".*/ ?(van|nghin|[\d.]+) ?(dan|nguoi|ho|lao dong|tre|phu nu)\b.*|.*\btren (mot |1 )?(van|nghin|[\d.]+) (dan|nguoi"
    r"|tre)\b.*|(?!.*\bdan so (trung binh|binh quan)\b)(?!.*\blao dong binh quan\b).*\b(binh quan|trung binh|mat do"
    r"|nang suat|tren dau nguoi|tren mot|tuoi tho|tuoi trung|toc do|chi so|he so|dinh muc|don gia|gia ban|gia mua"
    r"|muc luong|ty suat|ti suat|tan suat|xep hang|thu hang)\b.*"
)
LARGEST = r".*\b(cao nhat|lon nhat|nhieu nhat|toi da|dinh lu)\b.*"
SMALLEST = r".*\b(thap nhat|nho nhat|it nhat|toi thieu)\b.*"
ADMINISTRATIVE = (
    r".*\b(don vi|co quan|xa|phuong|thi tran|huyen|quan|tinh|thanh pho|thon|ky bao cao|ngay|thang|nam|quy|dia chi"
    r"|noi nhan|ho va ten|ho ten|chuc vu|dien thoai|so|kinh gui|mau|bieu|email|nguoi (lap|bao cao)|ma (huyen|tinh|xa)"
    r"|bao cao)\b.*"
)
CATEGORY_COLUMN = (
    r"(cac |ten )?(linh vuc|nganh|loai|chi tieu|noi dung|tieu chi|nhom|cap hoc|nguon|doi tuong|khoi|phan to|do tuoi"
    r"|trinh do|thanh phan)\b.*"
)
FIGURE_COLUMN = (
    r"(so (luong|lieu|nguoi|ho|tien|vu|co)|ket qua|gia tri|thuc hien|tong so|don vi tinh|nam \d{4}|dien tich|kinh phi"
    r"|thanh tien)\b.*"
)
OF_PLAN = (
    r".*(\b(kh|ke hoach|du toan|dt|chi tieu giao|so (voi )?chi tieu|muc tieu)\b|hoan thanh|\bdat (ty le|%)|(ty le|%) dat\b).*"
)
OF_BEFORE = r".*\b(cung ky|ck|(nam|ky|thang|quy) (truoc|ngoai)|nam \d{4}|thang \d{1,2}([/-]\d{4})?|\d{4})\b.*"
DIFFERENCE = r"(chenh lech|tang\b.*giam|\(?\+ ?/? ?-|tang/giam|giam\b.*tang).*"
GROWTH = r".*\b(toc do|tang truong|tang|giam)\b.*"
SHARE = (
    r".*((ty|ti) (le|trong)|co cau|\btl\b|%|so sanh|\bss\b|\bdat\b|(th|thuc hien|qt|quyet toan)/|muc do|tien do"
    r"|so voi).*"
)
HEAD_LINES = (
    r"((xa|phuong|thi tran|tinh|huyen|thanh pho|thon|don vi|don vi (bao cao|nhan|gui)|co quan|kinh gui|noi nhan"
    r"|ky bao cao)\b[^:]*:.*|.*(…|\.{4,}).*:.*(…|\.{4,}).*)"
)

# Texts as they stand, with their diacritics.
MAY_OVERLAP = r"\b(được|đã|chưa|bị|có|đang|không|mới|trong (kỳ|năm|tháng|quý)|tăng|giảm)\b"
UNIT_IN_BRACKETS = r"[(\[]\s*(?:đvt|đơn vị(?: tính)?)?\s*:?\s*(?P<unit>[^()\[\]]{1,30}?)\s*[)\]]\s*\*?\s*$"
UNIT_AT_THE_END = r".*[,;-]\s*(?:đvt|đơn vị(?: tính)?)\s*:?\s*(?P<unit>.{1,30})$"
BETWEEN_UNITS = r"[;,]| - | và "
ASKED_ABOVE = r"(?P<label>[^:;…]+?)\s*:\s*(?:[.…_]{2,}|…+)(?=\s*(?P<unit>[^\W\d][\w%²³/]*(?: đồng)?)?)"
REMARK_SIGNS = ("*", "(*", "Ghi chú", "Lưu ý")
LETTERED_CODE = r"[(\[]?[A-ZĐ]{1,4}[.\s]?\d{1,3}([.]\d{1,2})?[a-z]?[)\]]?|[(\[]?[Cc](ột|ot) ?\d{1,3}[)\]]?|\d{1,3}[a-z]"
