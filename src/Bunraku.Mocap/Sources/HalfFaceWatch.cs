using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources;

/// <summary>
/// Notices that half of the face is switched off in the phone's app: such an app continues sending that half, as zeros.
/// </summary>
internal sealed class HalfFaceWatch
{
    /// <summary>This many faces in a row make it certain: two seconds of a phone.</summary>
    internal const int CertainAfter = 120;

    private const int UpperEnd = (int)Blendshape.BrowInnerUp + 1;
    private const int LowerStart = (int)Blendshape.MouthLeft;

    private int _upperZero;
    private int _lowerZero;

    public bool IsUpperZero => _upperZero >= CertainAfter;

    public bool IsLowerZero => _lowerZero >= CertainAfter;

    public void Add(FacePose face)
    {
        if (!face.IsFaceFound)
        {
            return;
        }

        bool upper = face.Weights[..UpperEnd].ContainsAnyExcept(0.0);
        bool lower = face.Weights[LowerStart..].ContainsAnyExcept(0.0);
        _upperZero = !upper && lower ? _upperZero + 1 : 0;
        _lowerZero = upper && !lower ? _lowerZero + 1 : 0;
    }
}
