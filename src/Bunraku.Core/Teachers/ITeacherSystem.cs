using Bunraku.Core.Errors;
using Bunraku.Core.Images;

namespace Bunraku.Core.Teachers;

/// <summary>The five networks with their weights on one device; any number of pictures can be opened with them, one after another or side by side.</summary>
public interface ITeacherSystem : IDisposable
{
    /// <summary>Which networks they are.</summary>
    TeacherFamily Family { get; }

    /// <summary>Where it computes, as a user reads it: <c>cpu</c>, <c>cuda</c>, <c>mps</c>.</summary>
    string Device { get; }

    /// <summary>Whether its convolutions are computed in bfloat16. With <see cref="TeacherPrecision.Auto"/> it is decided by the first picture that is opened.</summary>
    bool IsBFloat16 => false;

    /// <summary>What a user should know about how it computes here, in one line; null where it computes as usual.</summary>
    Phrase? Notice => null;

    /// <summary>Binds the system to a picture. The poser must be disposed before the system.</summary>
    ITeacherPoser Open(CharacterPicture picture);
}
