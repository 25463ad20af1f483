using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;

namespace Bunraku.Core.Teachers;

/// <summary>A picture that a teacher poses without any training.</summary>
public sealed class PosedPicture : StageCharacter
{
    /// <summary>Takes a picture. Its credits name the author of the teacher, whose licence asks for that.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="picture">The picture in the network convention.</param>
    /// <param name="family">What poses it.</param>
    public PosedPicture(string name, CharacterPicture picture, TeacherFamily family)
        : base(name, picture)
    {
        Family = family;
        Credits = new CharacterCredits { Teacher = family.Publication.AttributionOfPoser };
    }

    /// <summary>The networks that pose it.</summary>
    public TeacherFamily Family { get; }

    private protected override string ComputeContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(Picture.Values.AsSpan()));
        hash.AppendData(Encoding.UTF8.GetBytes(Family.Name));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
