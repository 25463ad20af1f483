using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;

namespace Bunraku.Core.Characters;

/// <summary>
/// A character in one file for players: a header and named arrays, each with its checksum. docs/formats/character-bundle.md describes it.
/// </summary>
/// <param name="Name">What to call the character.</param>
/// <param name="Credits">Whose the character is, and the terms for using it.</param>
/// <param name="Sections">The arrays in the order of the file.</param>
public sealed record CharacterBundle(string Name, CharacterCredits Credits, IReadOnlyList<BundleSection> Sections)
{
    /// <summary>The usual ending of such a file.</summary>
    public const string Extension = ".bunraku";

    private const uint Version = 1;
    private const int PrefixBytes = 24;
    private const int Alignment = 16;
    private const int LongestName = 300;
    private const int MostSections = 256;
    private const int MostDimensions = 4;
    private const int LargestSize = 1 << 16;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static ReadOnlySpan<byte> Magic => "BUNRAKU\n"u8;

    /// <summary>Whether a file is named like a bundle.</summary>
    public static bool IsNamed(string path) => string.Equals(Path.GetExtension(path), Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a file begins like a bundle.</summary>
    public static bool IsBundle(ReadOnlySpan<byte> file) => file.StartsWith(Magic);

    /// <summary>The bytes of the file; equal content gives equal bytes.</summary>
    public byte[] ToBytes()
    {
        var entries = new List<Entry>();
        int end = 0;
        foreach (BundleSection section in Sections)
        {
            entries.Add(new Entry(section.Name, NameOf(section.Type), section.Shape, end, section.Bytes.Length, Crc32.HashToUInt32(section.Bytes.Span)));
            end = Aligned(end + section.Bytes.Length);
        }

        byte[] header = JsonSerializer.SerializeToUtf8Bytes(new Header(Name, Credits.Author, Credits.Attribution, Credits.Licence, Credits.Credits, Credits.Teacher.Length > 0 ? Credits.Teacher : null, entries), Format);
        int start = Aligned(PrefixBytes + header.Length);
        byte[] file = new byte[start + end];
        Magic.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), header.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(16), Crc32.HashToUInt32(header));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(20), file.Length);
        header.CopyTo(file, PrefixBytes);
        foreach ((Entry entry, BundleSection section) in entries.Zip(Sections))
        {
            section.Bytes.Span.CopyTo(file.AsSpan(start + entry.Offset));
        }

        return file;
    }

    /// <summary>Reads a file and compares all checksums.</summary>
    /// <param name="file">The file; the sections refer to it.</param>
    /// <param name="path">What to call it in errors.</param>
    /// <exception cref="Errors.BadInputException">It is not such a file, of another version, or damaged.</exception>
    public static CharacterBundle Parse(ReadOnlyMemory<byte> file, string path)
    {
        ReadOnlySpan<byte> span = file.Span;
        if (span.Length < PrefixBytes || !IsBundle(span))
        {
            throw CharacterModelException.BadBundle(path, Phrase.Of("the file does not begin like a character bundle"));
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(span[8..]) is var version && version != Version)
        {
            throw CharacterModelException.BundleVersion(path, version, Version);
        }

        if (BinaryPrimitives.ReadUInt32LittleEndian(span[20..]) is var length && length != span.Length)
        {
            throw CharacterModelException.BadBundle(path, Phrase.Of($"the file has {span.Length} bytes, but its header says {length}"));
        }

        uint headerLength = BinaryPrimitives.ReadUInt32LittleEndian(span[12..]);
        if (headerLength > span.Length - PrefixBytes
            || Crc32.HashToUInt32(span.Slice(PrefixBytes, (int)headerLength)) != BinaryPrimitives.ReadUInt32LittleEndian(span[16..]))
        {
            throw CharacterModelException.BadBundle(path, Phrase.Of("its header is damaged"));
        }

        using JsonInput header = JsonInput.Parse(file.Slice(PrefixBytes, (int)headerLength), path);
        int start = Math.Min(Aligned(PrefixBytes + (int)headerLength), file.Length);
        return new CharacterBundle(
            TextOf(header.Root, "name", LongestName),
            CharacterCredits.Read(header.Root),
            SectionsOf(header.Root, file[start..], path));
    }

    /// <summary>The section of a name, type and shape.</summary>
    /// <exception cref="Errors.BadInputException">It is missing, or different.</exception>
    internal BundleSection Require(string path, string name, ReadOnlySpan<int> shape, params ReadOnlySpan<BundleType> types)
    {
        BundleSection section = Sections.FirstOrDefault(section => section.Name == name)
            ?? throw CharacterModelException.BadBundle(path, Phrase.Of($"the section {name} is missing"));
        return types.Contains(section.Type) && section.Shape.AsSpan().SequenceEqual(shape)
            ? section
            : throw CharacterModelException.BadBundle(
                path,
                Phrase.Of($"the section {name} must be {NameOf(types[0])} [{string.Join(", ", shape.ToArray())}], but is {NameOf(section.Type)} [{string.Join(", ", section.Shape)}]"));
    }

    private static BundleSection[] SectionsOf(JsonField header, ReadOnlyMemory<byte> data, string path)
    {
        JsonField list = Member(header, "sections");
        if (list.Count > MostSections)
        {
            throw list.Unexpected($"a list of at most {MostSections} sections");
        }

        var sections = new Dictionary<string, BundleSection>(StringComparer.Ordinal);
        foreach (JsonField field in list.Items())
        {
            string name = TextOf(field, "name", LongestName);
            JsonField typeField = Member(field, "type");
            BundleType type = Enum.GetValues<BundleType>().Cast<BundleType?>().FirstOrDefault(type => NameOf(type!.Value) == typeField.TextOrNull)
                ?? throw typeField.Unexpected("a type of the format");
            JsonField shapeField = Member(field, "shape");
            int[] shape = shapeField.Count <= MostDimensions
                ? [.. shapeField.Items().Select(size => (int)NumberOf(size, LargestSize))]
                : throw shapeField.Unexpected($"a list of at most {MostDimensions} sizes");
            long offset = NumberOf(Member(field, "offset"), data.Length), bytes = NumberOf(Member(field, "bytes"), data.Length - offset);
            if (BundleSection.BytesOf(type, shape) is { } expected && expected != bytes)
            {
                throw Member(field, "bytes").Unexpected($"{expected} for that type and shape");
            }

            ReadOnlyMemory<byte> content = data.Slice((int)offset, (int)bytes);
            if (Crc32.HashToUInt32(content.Span) != NumberOf(Member(field, "crc32"), uint.MaxValue))
            {
                throw CharacterModelException.BadBundle(path, Phrase.Of($"the section {ForeignText.Show(name)} is damaged"));
            }

            if (!sections.TryAdd(name, new BundleSection(name, type, shape, content)))
            {
                throw Member(field, "name").Unexpected("a name that no other section has");
            }
        }

        return [.. sections.Values];
    }

    private static JsonField Member(JsonField parent, string name) => parent.TryFind(name, out JsonField member)
        ? member
        : throw parent.Unexpected($"an object with the member {name}");

    private static string TextOf(JsonField parent, string name, int longest) => Member(parent, name) is var field && field.TextOrNull is { } text && text.Length <= longest
        ? text
        : throw Member(parent, name).Unexpected($"a text of at most {longest} characters");

    private static long NumberOf(JsonField field, long largest) =>
        field.NumberOrNull is { } number && number >= 0 && number <= largest && number == Math.Floor(number)
            ? (long)number
            : throw field.Unexpected($"a whole number from 0 to {largest}");

    private static int Aligned(int offset) => (offset + Alignment - 1) / Alignment * Alignment;

    private static string NameOf(BundleType type) => type switch
    {
        BundleType.FullPrecision => "float32",
        BundleType.HalfPrecision => "float16",
        BundleType.Integers => "uint16",
        BundleType.Bits => "bits",
        _ => "png",
    };

    private sealed record Header(string Name, string Author, string Attribution, string Licence, string Credits, string? Teacher, IReadOnlyList<Entry> Sections);

    private sealed record Entry(string Name, string Type, int[] Shape, int Offset, int Bytes, uint Crc32);
}
