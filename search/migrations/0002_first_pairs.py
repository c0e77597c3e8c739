"""Pairs to begin with: spellings that Taiwanese offices use side by side. Editors may remove them."""

from django.db import migrations

PAIRS = [
    ("計畫", "計劃", "兩種寫法並用"),
    ("部分", "部份", "兩種寫法並用"),
    ("身分", "身份", "兩種寫法並用"),
    ("紀錄", "記錄", "兩種寫法並用"),
    ("聯絡", "連絡", "兩種寫法並用"),
    ("帳號", "賬號", "兩種寫法並用"),
    ("網路", "網絡", "臺灣與其他地區用語"),
    ("合作備忘錄", "MOU", "英文縮寫"),
    ("合作備忘錄", "memorandum of understanding", "英文名稱"),
    ("開放資料", "open data", "英文名稱"),
]


def add(apps, schema_editor):
    synonyms = apps.get_model("search", "Synonym").objects.using(schema_editor.connection.alias)
    for first, second, note in PAIRS:
        synonyms.get_or_create(first=first, second=second, defaults={"note": note})


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
