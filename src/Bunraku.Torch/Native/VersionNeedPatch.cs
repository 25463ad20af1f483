using System.Buffers.Binary;
using System.Text;

namespace Bunraku.Torch.Native;

/// <summary>
/// Lets a shared library that was linked against a newer libstdc++ load with the one of Debian 12 and Ubuntu 22.04. TorchSharp's
/// library asks for GLIBCXX_3.4.32 because of one symbol, <c>std::ios_base_library_init()</c>, which it calls at its start without arguments and which
/// does nothing there that the older libstdc++ has not done by itself. Three fields of the file (ELF, 64 bits, little-endian) are changed:
/// <list type="number">
/// <item>in <c>.dynsym</c> that symbol gets the name of another import without arguments and effect, <c>c10::GradMode::is_enabled()</c>,</item>
/// <item>in <c>.gnu.version</c> that other import's version,</item>
/// <item>in <c>.gnu.version_r</c> the record of GLIBCXX_3.4.32 becomes a second one of GLIBCXX_3.4.30.</item>
/// </list>
/// Format: System V ABI and the Linux Standard Base, "Symbol Versioning".
/// </summary>
internal sealed class VersionNeedPatch
{
    /// <summary>The version that older systems lack.</summary>
    public const string NewVersion = "GLIBCXX_3.4.32";

    private const string OldVersion = "GLIBCXX_3.4.30";
    private const string Initializer = "_ZSt21ios_base_library_initv";
    private const string Replacement = "_ZN3c108GradMode10is_enabledEv";

    private const uint SymbolTable = 11;
    private const uint VersionTable = 0x6fffffff;
    private const uint VersionNeeds = 0x6ffffffe;
    private const int SymbolSize = 24;

    private readonly byte[] _file;
    private readonly int _names;

    private VersionNeedPatch(byte[] file)
    {
        _file = file;
        int symbols = Section(SymbolTable);
        _names = checked((int)Int64(SectionHeader(Int32(symbols + 40)) + 24));
    }

    /// <summary>Whether a file is a library that asks for <see cref="NewVersion"/>.</summary>
    public static bool IsNeeded(byte[] library)
    {
        try
        {
            return new VersionNeedPatch(library).FindNeed(NewVersion) is not null;
        }
        catch (Exception error) when (error is ArgumentException or OverflowException or InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Changes the three fields.</summary>
    /// <exception cref="InvalidDataException">The file is not the library that this is made for.</exception>
    public static void Apply(byte[] library)
    {
        try
        {
            new VersionNeedPatch(library).Apply();
        }
        catch (Exception error) when (error is ArgumentException or OverflowException)
        {
            throw new InvalidDataException("The library is not a valid 64-bit ELF file.", error);
        }
    }

    private void Apply()
    {
        int symbols = Offset(SymbolTable);
        int versions = Offset(VersionTable);
        int initializer = FindSymbol(Initializer);
        int replacement = FindSymbol(Replacement);
        int newer = FindNeed(NewVersion) ?? throw new InvalidDataException($"The library does not ask for {NewVersion}.");
        int older = FindNeed(OldVersion) ?? throw new InvalidDataException($"The library does not ask for {OldVersion}.");

        Copy(symbols + (replacement * SymbolSize), symbols + (initializer * SymbolSize), sizeof(uint));
        Copy(versions + (replacement * sizeof(ushort)), versions + (initializer * sizeof(ushort)), sizeof(ushort));

        // The record's hash, and the offset of its name; its index stays.
        Copy(older, newer, sizeof(uint));
        Copy(older + 8, newer + 8, sizeof(uint));
    }

    private int FindSymbol(string name)
    {
        int header = Section(SymbolTable);
        int first = Offset(SymbolTable);
        int count = checked((int)(Int64(header + 32) / SymbolSize));
        for (int i = 0; i < count; i++)
        {
            if (NameIs(Int32(first + (i * SymbolSize)), name))
            {
                return i;
            }
        }

        throw new InvalidDataException($"The library has no symbol {name}.");
    }

    /// <summary>The offset of the record of a needed version, over all libraries that are asked for versions.</summary>
    private int? FindNeed(string name)
    {
        for (int library = Offset(VersionNeeds), next = 1; next != 0; library += next)
        {
            int records = Int16(library + 2);
            int record = library + Int32(library + 8);
            for (int i = 0; i < records; i++)
            {
                if (NameIs(Int32(record + 8), name))
                {
                    return record;
                }

                record += Int32(record + 12);
            }

            next = Int32(library + 12);
        }

        return null;
    }

    /// <summary>The header of the first section of a type.</summary>
    private int Section(uint type)
    {
        if (!_file.AsSpan(0, 6).SequenceEqual((ReadOnlySpan<byte>)[0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1]))
        {
            throw new InvalidDataException("The library is not a little-endian 64-bit ELF file.");
        }

        int count = Int16(0x3C);
        for (int i = 0; i < count; i++)
        {
            int header = SectionHeader(i);
            if ((uint)Int32(header + 4) == type)
            {
                return header;
            }
        }

        throw new InvalidDataException($"The library has no section of type {type:x}.");
    }

    private int SectionHeader(int index) => checked((int)Int64(0x28) + (index * Int16(0x3A)));

    private int Offset(uint type) => checked((int)Int64(Section(type) + 24));

    private bool NameIs(int offset, string name)
    {
        ReadOnlySpan<byte> text = _file.AsSpan(_names + offset);
        return text.Length > name.Length && text[name.Length] == 0 && text[..name.Length].SequenceEqual(Encoding.ASCII.GetBytes(name));
    }

    private void Copy(int from, int to, int count) => _file.AsSpan(from, count).CopyTo(_file.AsSpan(to, count));

    private int Int16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan(offset));

    private int Int32(int offset) => BinaryPrimitives.ReadInt32LittleEndian(_file.AsSpan(offset));

    private long Int64(int offset) => BinaryPrimitives.ReadInt64LittleEndian(_file.AsSpan(offset));
}
