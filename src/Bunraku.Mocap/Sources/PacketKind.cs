namespace Bunraku.Mocap.Sources;

/// <summary>What a received packet turned out to be.</summary>
internal enum PacketKind
{
    /// <summary>It makes no sense in this protocol.</summary>
    Malformed,

    /// <summary>It was understood and carries no face of its own: a part, an answer, a message of no interest.</summary>
    Understood,

    /// <summary>It completes a face.</summary>
    Face,
}
