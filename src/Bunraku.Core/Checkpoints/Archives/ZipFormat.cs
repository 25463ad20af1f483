namespace Bunraku.Core.Checkpoints.Archives;

/// <summary>The constants of the ZIP format that reader and writer share. Source: PKWARE APPNOTE, section 4.3.</summary>
internal static class ZipFormat
{
    public const uint LocalHeaderSignature = 0x04034b50;
    public const uint CentralHeaderSignature = 0x02014b50;
    public const uint EndSignature = 0x06054b50;
    public const uint Zip64EndSignature = 0x06064b50;
    public const uint Zip64LocatorSignature = 0x07064b50;

    public const int LocalHeaderSize = 30;
    public const int CentralHeaderSize = 46;
    public const int EndSize = 22;
    public const int Zip64EndSize = 56;
    public const int Zip64LocatorSize = 20;

    public const ushort Stored = 0;
    public const ushort Deflated = 8;

    public const ushort Utf8NameFlag = 0x0800;
    public const ushort SizesFollowFlag = 0x0008;

    /// <summary>Encrypted entry, strong encryption, masked headers.</summary>
    public const ushort EncryptionFlags = 0x2041;

    /// <summary>The id ("FB") of the extra field that checkpoints pad local headers with.</summary>
    public const ushort PaddingFieldId = 0x4246;

    /// <summary>The id of the extra field with sizes and offset of 64 bits.</summary>
    public const ushort Zip64FieldId = 1;

    /// <summary>Checkpoints begin the data of every entry at a multiple of this many bytes.</summary>
    public const int Alignment = 64;

    /// <summary>A field of this value means: the real one is in a ZIP64 record.</summary>
    public const uint InZip64 = uint.MaxValue;
}
