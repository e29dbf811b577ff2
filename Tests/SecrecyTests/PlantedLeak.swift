import Commands
import Domain
import Engine
import Permissions
import Testing
import Weakening

/// A way in which a program could tell of what is hidden: what is read is not quite what is there.
struct PlantedLeak: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// In which worlds it tells something.
  let differences: [Worlds.Difference]
  let lies: Lies

  private init(
    _ description: String, in differences: [Worlds.Difference] = [.hiddenGroups], _ lie: (inout Lies) -> Void
  ) {
    testDescription = description
    self.differences = differences
    var lies = Lies()
    lie(&lies)
    self.lies = lies
  }

  /// All of them.
  static let all = groups + keys + lists + people + pasts
}

// MARK: - Groups

extension PlantedLeak {
  fileprivate static let groups = [
    PlantedLeak("hidden groups stand in every list") { lies in
      lies.groups = { truth, filter, sight, place, limit in
        filter.name == nil ? try truth.everything(filter, sight, place, limit) : nil
      }
    },
    PlantedLeak("the archive shows hidden groups") { lies in
      lies.groups = { truth, filter, sight, place, limit in
        filter.isArchived == true ? try truth.everything(filter, sight, place, limit) : nil
      }
    },
    PlantedLeak("an owner's list shows hidden groups") { lies in
      lies.groups = { truth, filter, sight, place, limit in
        filter.owner == nil ? nil : try truth.everything(filter, sight, place, limit)
      }
    },
    PlantedLeak("a tag finds hidden groups") { lies in
      lies.groups = { truth, filter, sight, place, limit in
        filter.tag == nil ? nil : try truth.everything(filter, sight, place, limit)
      }
    },
    PlantedLeak("a list of one's pins has what one never pinned") { lies in
      lies.groups = { truth, filter, sight, place, limit in
        guard filter.own == .pinned else { return nil }
        var all = filter
        all.own = nil
        return try truth.everything(all, sight, place, limit)
      }
    },
    PlantedLeak("a whole name finds a hidden group, or makes another one ambiguous") { lies in
      lies.groups = { truth, filter, sight, place, limit in
        guard case .whole = filter.name else { return nil }
        return try truth.everything(filter, sight, place, limit)
      }
    },
    PlantedLeak("the start of a name is ambiguous because of a hidden group") { lies in
      lies.groups = { truth, filter, sight, place, limit in
        guard case .start = filter.name else { return nil }
        return try truth.everything(filter, sight, place, limit)
      }
    },
    PlantedLeak("a name that is almost right is answered with a hidden group") { lies in
      lies.nearGroups = { truth, name, sight, limit in
        try truth.groups(near: name, in: .everything(sight.reader), limit: limit).map { related in
          Related(group: related.group.shown, membership: related.membership)
        }
      }
    },
    PlantedLeak("hidden groups crowd out what an almost right name could mean") { lies in
      lies.nearGroups = { truth, name, sight, limit in
        let all = try truth.groups(near: name, in: .everything(sight.reader), limit: 1)
        return all.filter { $0.group.privacy != .hidden || $0.membership != nil }
      }
    },
    PlantedLeak("who is banned still finds the group") { lies in
      lies.membership = { truth, person, group in
        var membership = try truth.membership(of: person, in: group)
        if membership?.standing == .banned { membership?.standing = .member }
        return membership
      }
    },
    PlantedLeak("everybody counts as invited to what is hidden") { lies in
      lies.membership = { truth, person, group in
        let membership = try truth.membership(of: person, in: group)
        guard membership == nil, try truth.group(group)?.privacy == .hidden else { return membership }
        return Membership(person: person, standing: .invited, since: .start)
      }
    },
  ]
}

// MARK: - Keys

extension PlantedLeak {
  fileprivate static let keys = [
    PlantedLeak("a key finds a hidden group") { lies in
      lies.group = { truth, key in try truth.group(key)?.shown }
    },
    PlantedLeak("the key of a hidden group is a fault") { lies in
      lies.group = { truth, key in
        guard let group = try truth.group(key), group.privacy == .hidden else { return try truth.group(key) }
        throw StoreFault(code: "leak", operatorText: "\(key) is hidden")
      }
    },
    PlantedLeak("keys are drawn from one stream with those of hidden groups") { lies in
      lies.isTaken = { truth, key in
        // As many are passed over as hidden groups took.
        let digit = key.text.utf8.reduce(0) { ($0 &* 31) &+ Int($1) } & 0xFF
        return try digit < 8 * truth.hidden().count
      }
    },
    PlantedLeak("a new group may not have the key of a hidden one's name") { lies in
      lies.isTaken = { truth, key in
        try truth.hidden().contains { $0.name.folded.first == key.text.first }
      }
    },
  ]
}

// MARK: - Lists and counts

extension PlantedLeak {
  fileprivate static let lists = [
    PlantedLeak("pages are cut before hidden groups are taken out") { lies in
      lies.groups = { truth, filter, sight, place, limit in
        let all = try truth.groups(filter, in: .everything(sight.reader), after: place, limit: limit)
        return all.filter { $0.group.privacy != .hidden || $0.membership != nil }
      }
    },
    PlantedLeak("hidden groups crowd out what else a start could mean") { lies in
      lies.groups = { truth, filter, sight, place, limit in
        guard case .start = filter.name else { return nil }
        let all = try truth.groups(filter, in: .everything(sight.reader), after: place, limit: 3)
        return all.filter { $0.group.privacy != .hidden || $0.membership != nil }
      }
    },
    PlantedLeak("the order of a list depends on how many groups are hidden") { lies in
      lies.groups = { truth, filter, sight, place, limit in
        let found = try truth.groups(filter, in: sight, after: place, limit: limit)
        return try truth.hidden().count > 4 ? found.reversed() : found
      }
    },
    PlantedLeak("a count of members counts those of hidden groups") { lies in
      lies.group = { truth, key in
        guard var group = try truth.group(key) else { return nil }
        group.memberCount += try truth.hidden().count
        return group
      }
    },
    PlantedLeak("a card counts the tasks of hidden groups") { lies in
      lies.summary = { truth, group, person in
        let summary = try truth.summary(of: group, for: person)
        var contents = summary.contents
        for hidden in try truth.hidden() { contents.openTickets += try truth.contents(of: hidden.key).openTickets }
        return GroupSummary(
          contents: contents, requests: summary.requests, invitations: summary.invitations, marks: summary.marks)
      }
    },
  ]
}

// MARK: - People

extension PlantedLeak {
  fileprivate static let people = [
    PlantedLeak("people are shown with how many hidden groups they own") { lies in
      lies.person = { truth, key in
        guard var person = try truth.person(key) else { return nil }
        person.handle += String(repeating: "+", count: try truth.hidden().count { $0.owner == key })
        return person
      }
    },
    PlantedLeak("who is in more hidden groups stands further up among members") { lies in
      lies.members = { truth, group, standings, limit in
        let hidden = try truth.hidden()
        let counted = try truth.members(of: group, with: standings, limit: limit).map { member in
          (member, try hidden.count { try truth.membership(of: member.person.key, in: $0.key) != nil })
        }
        return counted.sorted { $0.1 > $1.1 }.map(\.0)
      }
    },
    PlantedLeak("everybody from outside is seen", in: [.unseenPeople]) { lies in
      lies.shareGroup = { _, _, _ in true }
    },
    PlantedLeak("a hidden group shows its people to everybody", in: [.unseenPeople]) { lies in
      lies.shareGroup = { truth, one, other in
        let isSomewhere = try truth.hidden().contains { try truth.membership(of: one, in: $0.key) != nil }
        return try isSomewhere || truth.shareGroup(one, other)
      }
    },
    PlantedLeak("a handle is ambiguous because of somebody unseen", in: [.unseenPeople]) { lies in
      lies.people = { truth, handle, isExternal, limit in
        try truth.people(handled: handle, isExternal: isExternal, limit: limit).map { person in
          var person = person
          person.isExternal = false
          return person
        }
      }
    },
    PlantedLeak("somebody unseen takes the place of who is looked for", in: [.unseenPeople]) { lies in
      lies.people = { truth, handle, isExternal, limit in
        let outside = try truth.people(handled: handle, isExternal: true, limit: limit)
        return isExternal ? Array(outside.prefix(1)) : nil
      }
    },
    PlantedLeak("a handle that is almost right is answered with somebody unseen", in: [.unseenPeople]) { lies in
      lies.nearPeople = { truth, handle, sight, limit in
        try truth.people(near: handle, in: .everything(sight.reader), limit: limit).map { person in
          var person = person
          person.isExternal = false
          return person
        }
      }
    },
    PlantedLeak("somebody from outside sees everybody", in: [.outside]) { lies in
      lies.shareGroup = { _, _, _ in true }
    },
    PlantedLeak("somebody from outside finds what every employee finds", in: [.outside]) { lies in
      lies.groups = { truth, filter, sight, place, limit in
        try truth.groups(filter, in: .employee(sight.reader), after: place, limit: limit).map { related in
          related.membership == nil
            ? Related(
              group: related.group, membership: Membership(person: sight.reader, standing: .member, since: .start))
            : related
        }
      }
    },
  ]
}

// MARK: - What was once

extension PlantedLeak {
  fileprivate static let pasts = [
    PlantedLeak("`why` tells of groups that are out of sight by now") { lies in
      lies.decisions = { truth, person, limit in
        try truth.decisions(about: person, limit: limit).map { past in
          let words = past.decision.text.split(separator: " ").enumerated().map { $0 == 2 ? "-" : $1 }
          let told = DecisionRecord(stored: words.joined(separator: " "))
          return PastDecision(at: past.at, decision: told ?? past.decision)
        }
      }
    },
    PlantedLeak("what is out of sight takes a number of `why`") { lies in
      lies.decisions = { truth, person, limit in
        Array(try truth.decisions(about: person, limit: limit).prefix(2))
      }
    },
    PlantedLeak("`undo` tells what was done last where one is no longer") { lies in
      lies.lastChange = { truth, person in
        guard let last = try truth.lastChange(of: person) else { return nil }
        let isSeen = try truth.membership(of: person, in: last.group)?.standing.isInside == true
        return isSeen ? last : LastChange(.delete, in: last.group, lines: last.lines, at: last.at)
      }
    },
  ]
}

// MARK: - What a leak knows

extension Reading {
  /// Groups that somebody could make a secret of.
  fileprivate func hidden() throws -> [Group] {
    try groups(GroupFilter(privacy: .hidden), in: .everything(PersonKey("")), after: nil, limit: 1_000).map(\.group)
  }

  /// What is there, hidden or not, as if nothing were hidden.
  fileprivate func everything(
    _ filter: GroupFilter, _ sight: Sight, _ place: GroupFilter.Place?, _ limit: Int
  ) throws -> [Related] {
    try groups(filter, in: .everything(sight.reader), after: place, limit: limit).map { related in
      Related(group: related.group.shown, membership: related.membership)
    }
  }
}

extension Group {
  fileprivate var shown: Group {
    var group = self
    group.privacy = privacy == .hidden ? .public : privacy
    return group
  }
}
