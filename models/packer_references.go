package models

import "fmt"

// references looks at what the kinds of fact that are not packed refer to.
func (p *packer) references(f *Facts) {
	for _, x := range f.Parliaments {
		p.known(x, p.house(x.House))
	}
	for _, x := range f.Seats {
		p.known(x, p.house(x.House))
	}
	for _, x := range f.Organizations {
		p.known(x, p.house(x.House))
	}
	for _, x := range f.Successions {
		p.known(x, p.house(x.House), p.organizations(Of(x.From), Of(x.To)))
	}
	for _, x := range f.Ridings {
		p.known(x, p.house(x.House))
	}
	for _, x := range f.Events {
		p.known(x, p.organizations(x.Between...))
	}
	for _, x := range f.Houses {
		p.known(x)
	}
	for _, x := range f.People {
		p.known(x)
	}
	for _, x := range f.Rejections {
		p.known(x)
	}
}

// known notes the faults of a fact, and that it has no citation or one of a
// snapshot that is not known.
func (p *packer) known(f Citing, faults ...error) {
	if len(f.Cites()) == 0 {
		faults = append(faults, fmt.Errorf("there is no citation"))
	}
	for _, c := range f.Cites() {
		if _, ok := p.snapshots[c.Snapshot]; !ok {
			faults = append(faults, fmt.Errorf("snapshot %q is not known", c.Snapshot))
		}
	}
	for _, err := range faults {
		if err != nil {
			p.fault(f, err)
		}
	}
}

func (p *packer) house(id HouseID) error {
	if p.r.houseAt(id) < 0 {
		return fmt.Errorf("house %q is not known", id)
	}
	return nil
}

func (p *packer) organizations(values ...Value) error {
	for _, v := range values {
		if _, err := p.value(v); err != nil {
			return err
		}
	}
	return nil
}
