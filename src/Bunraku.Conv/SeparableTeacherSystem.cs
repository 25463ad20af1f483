using Bunraku.Core.Images;
using Bunraku.Core.Teachers;

namespace Bunraku.Conv;

/// <summary>The five networks of <c>separable</c> for any number of pictures.</summary>
internal sealed class SeparableTeacherSystem(SeparableWeights weights, SeparablePoserOptions? options) : ITeacherSystem
{
    private bool _isDisposed;

    public TeacherFamily Family => SeparableTeacherLoader.Family;

    public string Device => "cpu";

    public ITeacherPoser Open(CharacterPicture picture)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new SeparableTeacherPoser(new SeparablePoser(weights, picture.ToStraight(), options));
    }

    public void Dispose() => _isDisposed = true;
}
