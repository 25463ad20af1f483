namespace Bunraku.Core.Checkpoints.Archives;

/// <summary>One file of a ZIP archive, as its central directory describes it.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="Flags">The general purpose flags.</param>
/// <param name="Method">How it is packed: stored or deflated.</param>
/// <param name="Crc">The CRC-32 of the unpacked bytes.</param>
/// <param name="PackedSize">Bytes in the archive.</param>
/// <param name="Size">Bytes when unpacked.</param>
/// <param name="HeaderOffset">Where its local header begins.</param>
internal sealed record ZipEntry(string Name, ushort Flags, ushort Method, uint Crc, long PackedSize, long Size, long HeaderOffset)
{
    /// <summary>Where its packed bytes begin; known once the local header was read.</summary>
    public long DataOffset { get; init; }

    /// <summary>The name as the directory has it.</summary>
    public byte[] NameBytes { get; init; } = [];

    public long DataEnd => DataOffset + PackedSize;
}
